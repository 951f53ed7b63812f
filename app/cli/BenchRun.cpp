// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/BenchRun.h"

#include <spdlog/spdlog.h>

#include <chrono>
#include <cstdio>
#include <exception>
#include <stop_token>

#include "app/bench/BusyLook.h"
#include "app/cli/ErrorReport.h"
#include "app/cli/UntilInterrupted.h"
#include "app/labelling/LabelDocument.h"

namespace handscope::cli {
namespace {

using Measure = std::function<void(const bench::Meter&, bench::Report&)>;

void warn(bench::Report& report, const std::optional<std::string>& warning) {
    if (warning) {
        spdlog::warn("{}", *warning);
        report.warnings.push_back(*warning);
    }
}

void warnIfBusy(bench::Report& report) {
    constexpr std::chrono::milliseconds kLook{500};
    constexpr std::chrono::milliseconds kQuickLook{50};
    if (const auto look = bench::lookAround(report.quick ? kQuickLook : kLook)) {
        warn(report, bench::busyWarning(*look));
    }
}

/// Fills the report; the exception that ended it early, if one did.
std::exception_ptr measureUntilInterrupted(const bench::Effort& effort, const Measure& measure,
                                           bench::Report& report) {
    return runUntilInterrupted([&](const std::stop_token& stop) {
        const bench::BusyWatch watch;
        std::exception_ptr failure;
        try {
            measure(bench::Meter(effort, stop), report);
        } catch (const bench::Interrupted&) {
            report.interrupted = true;
        } catch (...) {  // shown after what had been measured
            failure = std::current_exception();
        }
        report.meanwhile = watch.look();
        report.machine = bench::describeMachine();
        return failure;
    });
}

/// Of a benchmark that failed: the failure that it ends with is its own, whatever becomes of the
/// file.
void keepWhatIsThere(const BenchOptions& options, const bench::Report& report) {
    if (options.jsonFile().empty() || report.rows.empty()) {
        return;
    }
    try {
        app::writeTextAtomically(options.jsonFile(), bench::asJson(report));
    } catch (const model::ModelError& error) {
        spdlog::warn(error.what());
    }
}

}  // namespace

void BenchOptions::addTo(CLI::App& command) {
    command.add_option("--json", json_, "also write the results to this file, as JSON");
    command.add_flag("--quick", quick_, "measure next to nothing, to see that it works");
}

void BenchOptions::addTo(CLI::App& command, double seconds, const std::string& what) {
    seconds_ = seconds;
    command.add_option("--seconds", seconds_, "about how long " + what)
        ->check(CLI::Range(0.1, 1e6))
        ->capture_default_str();
    addTo(command);
}

ExitStatus runBench(const BenchOptions& options, const std::string& command,
                    const Measure& measure) {
    bench::Report report{.command = command, .quick = options.effort().quick};
    warnIfBusy(report);
    const auto failure = measureUntilInterrupted(options.effort(), measure, report);
    if (report.meanwhile && !report.quick) {
        warn(report, bench::disturbanceWarning(*report.meanwhile));
    }
    if (!failure || !report.rows.empty()) {
        std::fputs(bench::asText(report).c_str(), stdout);
        std::fflush(stdout);
    }
    if (failure) {
        keepWhatIsThere(options, report);
        std::rethrow_exception(failure);
    }
    if (!options.jsonFile().empty()) {
        app::writeTextAtomically(options.jsonFile(), bench::asJson(report));
    }
    if (report.interrupted) {
        printError("The benchmark was interrupted.",
                   "Expected to run to the end; what had been measured is shown.",
                   "Start it again, or ask for fewer seconds with --seconds.");
        return ExitStatus::Failure;
    }
    return ExitStatus::Success;
}

}  // namespace handscope::cli
