// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/Meter.h"

#include <benchmark/benchmark.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <ctime>
#include <utility>

#include "app/pipeline/Percentile.h"

namespace handscope::bench {
namespace {

constexpr double kRepetitionSeconds = 0.1;  // long enough for the clock and a switch of tasks
constexpr int kFewestRepetitions = 5;
constexpr int kMostRepetitions = 200;
constexpr std::int64_t kMostPasses = 1'000'000;

/// Google Benchmark has another name for it from 1.8 on.
bool hasFailed(const auto& run) {
    if constexpr (requires { run.error_occurred; }) {
        return run.error_occurred;
    } else {
        return static_cast<int>(run.skipped) != 0;
    }
}

/// Keeps what Google Benchmark reports instead of printing it.
class TimingCollector : public benchmark::BenchmarkReporter {
public:
    bool ReportContext(const Context&) override { return true; }

    void ReportRuns(const std::vector<Run>& runs) override {
        for (const Run& run : runs) {
            if (hasFailed(run)) {
                continue;
            }
            if (run.run_type == Run::RT_Iteration) {
                timing.repetitions.push_back(run.GetAdjustedRealTime());
                timing.passes = run.iterations;
            } else if (run.aggregate_name == "median") {
                timing.median = run.GetAdjustedRealTime();
                timing.processorTime = run.GetAdjustedCPUTime();
            }
        }
    }

    Timing timing;
};

double secondsOf(const std::function<void()>& work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// Runs one benchmark. `pass` may throw: it is called by Google Benchmark, which knows no
/// exceptions, so the first one is kept and thrown when the library has returned.
Timing run(const std::string& name, std::int64_t passes, int repetitions, bool timesItself,
           const std::function<void(benchmark::State&)>& pass) {
    std::exception_ptr failure;
    benchmark::ClearRegisteredBenchmarks();
    auto* const registered =
        benchmark::RegisterBenchmark(name.c_str(), [&](benchmark::State& state) {
            for ([[maybe_unused]] auto tick : state) {
                try {
                    if (!failure) {
                        pass(state);
                    }
                } catch (...) {
                    failure = std::current_exception();
                }
                if (failure) {
                    state.SkipWithError("stopped");
                    break;
                }
            }
        });
    registered->Unit(benchmark::kMillisecond)
        ->MeasureProcessCPUTime()
        ->Iterations(passes)
        ->Repetitions(repetitions);
    if (timesItself) {
        registered->UseManualTime();
    } else {
        registered->UseRealTime();
    }
    TimingCollector collector;
    benchmark::RunSpecifiedBenchmarks(&collector, ".");
    benchmark::ClearRegisteredBenchmarks();
    if (failure) {
        std::rethrow_exception(failure);
    }
    return std::move(collector.timing);
}

}  // namespace

double Timing::fastest() const {
    return repetitions.empty() ? 0.0 : std::ranges::min(repetitions);
}

double Timing::slowest95() const {
    return pipeline::percentile(repetitions, 0.95);
}

double Timing::perSecond(double things) const {
    return median > 0.0 ? 1000.0 * things / median : 0.0;
}

Meter::Meter(Effort effort, std::stop_token stop) : effort_(effort), stop_(std::move(stop)) {}

void Meter::checkStop() const {
    if (stop_.stop_requested()) {
        throw Interrupted();
    }
}

Timing Meter::measure(const std::string& name, const std::function<void()>& work) const {
    checkStop();
    work();  // the first pass takes memory and plans
    checkStop();
    std::int64_t passes = 1;
    int repetitions = 2;
    if (!effort_.quick) {
        const double once = std::max(1e-7, secondsOf(work));
        passes = std::clamp(static_cast<std::int64_t>(std::ceil(kRepetitionSeconds / once)),
                            std::int64_t{1}, kMostPasses);
        repetitions = static_cast<int>(std::clamp(
            effort_.seconds / (once * static_cast<double>(passes)),
            static_cast<double>(kFewestRepetitions), static_cast<double>(kMostRepetitions)));
        spdlog::info("{}: about {:.0f} s", name, once * static_cast<double>(passes) * repetitions);
    }
    return run(name, passes, repetitions, false, [&](benchmark::State&) {
        checkStop();
        work();
    });
}

Timing Meter::measureTimed(const std::string& name, int repetitions,
                           const std::function<double()>& work) const {
    checkStop();
    const double once = work();
    if (!effort_.quick) {
        spdlog::info("{}: about {:.0f} s", name, once * repetitions);
    }
    // Of a single repetition Google Benchmark makes no median.
    return run(name, 1, std::max(2, repetitions), true, [&](benchmark::State& state) {
        checkStop();
        state.SetIterationTime(work());
    });
}

std::vector<Timing> Meter::measureInTurns(const std::string& name,
                                          const std::vector<std::function<void()>>& works) const {
    double once = 0.0;
    for (const auto& work : works) {
        checkStop();
        work();
        once += effort_.quick ? 0.0 : secondsOf(work);
    }
    int rounds = 2;
    if (!effort_.quick) {
        rounds = static_cast<int>(
            std::clamp(effort_.seconds * static_cast<double>(works.size()) / std::max(1e-7, once),
                       double{kFewestRepetitions}, double{kMostRepetitions}));
        spdlog::info("{}: about {:.0f} s", name, once * rounds);
    }
    std::vector<Timing> timings(works.size());
    std::vector<std::vector<double>> processorTimes(works.size());
    for (int round = 0; round < rounds; ++round) {
        for (std::size_t i = 0; i < works.size(); ++i) {
            checkStop();
            const std::clock_t before = std::clock();  // of all threads
            timings[i].repetitions.push_back(1000.0 * secondsOf(works[i]));
            processorTimes[i].push_back(1000.0 * static_cast<double>(std::clock() - before) /
                                        CLOCKS_PER_SEC);
        }
    }
    for (std::size_t i = 0; i < works.size(); ++i) {
        timings[i].passes = 1;
        timings[i].median = pipeline::median(timings[i].repetitions);
        timings[i].processorTime = pipeline::median(processorTimes[i]);
    }
    return timings;
}

}  // namespace handscope::bench
