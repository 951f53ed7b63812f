// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "app/bench/Meter.h"
#include "app/bench/Report.h"
#include "app/cli/ExitStatus.h"

namespace handscope::cli {

/// What `--seconds` is of where a report has several lines, and how many they are then.
inline constexpr const char* kEachLine = "each line is measured";
inline constexpr double kSecondsALine = 5.0;

/// The options that all benchmarks share.
class BenchOptions {
public:
    /// The object must outlive the parsing.
    void addTo(CLI::App& command);

    /// With --seconds: its default, and what it is of.
    void addTo(CLI::App& command, double seconds, const std::string& what);

    bench::Effort effort() const { return {.seconds = seconds_, .quick = quick_}; }
    const std::string& jsonFile() const noexcept { return json_; }

private:
    std::string json_;
    double seconds_ = 0.0;
    bool quick_ = false;
};

/// Runs one benchmark on a thread of its own while this one listens for Ctrl+C, and says what it
/// found: the table on standard output, and the JSON file where one was asked for. Warns where the
/// machine is busy. What was measured before Ctrl+C or a failure is shown all the same. Blocks.
/// Throws what `measure` throws, and model::ModelError where the JSON cannot be written.
ExitStatus runBench(const BenchOptions& options, const std::string& command,
                    const std::function<void(const bench::Meter&, bench::Report&)>& measure);

}  // namespace handscope::cli
