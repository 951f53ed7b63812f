// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace handscope::bench {

/// How much is measured.
struct Effort {
    double seconds = 5.0;  ///< about, for each line of a report
    bool quick = false;    ///< next to nothing: for tests of the commands
};

/// A person asked to stop; what was measured before is kept.
class Interrupted : public std::exception {
public:
    const char* what() const noexcept override { return "interrupted"; }
};

/// How long one pass of some work took.
struct Timing {
    std::vector<double> repetitions;  ///< milliseconds a pass, of each repetition
    double median = 0.0;              ///< of the repetitions, milliseconds
    std::int64_t passes = 0;          ///< in each repetition
    double processorTime = 0.0;       ///< of all threads, median, milliseconds a pass

    double fastest() const;                       ///< milliseconds
    double slowest95() const;                     ///< 95th percentile, milliseconds
    double perSecond(double things = 1.0) const;  ///< by the median, `things` a pass
};

/// Measures work with Google Benchmark: a warm-up, then repetitions of as many passes as take a
/// tenth of a second, in real time. Owns nothing but its settings; uses Google Benchmark's one list
/// of benchmarks, so one thread of the process at a time.
class Meter {
public:
    Meter(Effort effort, std::stop_token stop);

    const Effort& effort() const noexcept { return effort_; }
    const std::stop_token& stopToken() const noexcept { return stop_; }

    /// Throws Interrupted after the pass in which a stop was asked for, and what `work` throws.
    Timing measure(const std::string& name, const std::function<void()>& work) const;

    /// The same for work that measures its one pass itself and returns seconds. `repetitions`
    /// passes after a warm-up.
    Timing measureTimed(const std::string& name, int repetitions,
                        const std::function<double()>& work) const;

    /// Measures several works against each other: a pass of each in turn, so that whatever disturbs
    /// the machine disturbs them alike. Repetition i of every timing is of round i. By the clock;
    /// throws as measure().
    std::vector<Timing> measureInTurns(const std::string& name,
                                       const std::vector<std::function<void()>>& works) const;

    /// Throws Interrupted where a stop was asked for.
    void checkStop() const;

private:
    Effort effort_;
    std::stop_token stop_;
};

}  // namespace handscope::bench
