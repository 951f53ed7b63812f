// SPDX-License-Identifier: GPL-3.0-or-later
#include <CLI/CLI.hpp>
#include <cstdio>
#include <optional>
#include <string>

#include "app/Version.h"
#include "app/bench/BenchNetwork.h"
#include "app/cli/ErrorReport.h"
#include "app/labelling/LabelDocument.h"
#include "app/platform/Logging.h"
#include "app/window/ApplicationStart.h"
#include "app/window/WindowBench.h"
#include "capture/CaptureError.h"
#include "model/Runtime.h"
#include "ui/QtLog.h"

namespace {

using namespace handscope;

constexpr double kQuickSeconds = 5.0;
constexpr int kClasses = 27;  // as many gestures as the bundled networks know

struct Options {
    std::string source = "lavfi:testsrc=size=1280x720:rate=30";
    std::optional<std::string> model;
    std::optional<std::string> json;
    double seconds = 60.0;
    int threads = 0;
    bool quick = false;
};

void addOptions(CLI::App& command, Options& options) {
    command.add_option("--source", options.source, "file, v4l2:/dev/video0, x11grab::0.0 or URL")
        ->capture_default_str();
    command.add_option("--model", options.model,
                       "a model's file; STM-ResNet-50 with random weights otherwise");
    command.add_option("--seconds", options.seconds, "about how long it walks through the window")
        ->check(CLI::Range(1.0, 1e6))
        ->capture_default_str();
    command
        .add_option("--threads", options.threads,
                    "of the network; 0: OMP_NUM_THREADS, or all processors")
        ->check(CLI::Range(0, 1024));
    command.add_option("--json", options.json, "also write the results to this file, as JSON");
    command.add_flag("--quick", options.quick,
                     "a small network and a short walk, to see that it works");
}

app::WindowBench benchOf(const Options& options) {
    model::StmConfig config = bench::resNet50("stm", 8, 224);
    config.classes = kClasses;
    bench::nameClasses(config);
    config = options.quick ? bench::shrunk(config) : config;
    return {.source = options.source,
            .model = options.model.value_or("random STM-ResNet-50"),
            .classifier = bench::openNetwork({.file = options.model, .config = config}),
            .seconds = options.quick ? kQuickSeconds : options.seconds};
}

void warn(bench::Report& report, const std::optional<std::string>& warning) {
    if (warning && !report.quick) {
        report.warnings.push_back(*warning);
    }
}

void run(const Options& options, app::WatchedApplication& application) {
    bench::Report report{.command = "window", .quick = options.quick};
    const bench::BusyWatch watch;
    app::benchWindow(benchOf(options), application, report);
    report.meanwhile = watch.look();
    report.machine = bench::describeMachine();
    if (report.meanwhile) {
        warn(report, bench::disturbanceWarning(*report.meanwhile));
    }
    std::string table = bench::asText(report);
    table.replace(0, table.find('\n'), "handscope-window-bench");
    std::fputs(table.c_str(), stdout);
    if (options.json) {
        app::writeTextAtomically(*options.json, bench::asJson(report));
    }
}

}  // namespace

int main(int argc, char** argv) {
    using cli::ExitStatus;
    QCoreApplication::setApplicationName("handscope-window-bench");
    ui::routeQtLog();
    app::WatchedApplication application(argc, argv);
    app::writeNumbersWithAPoint();
    CLI::App command{
        "Walks through Handscope's window while the network never rests, and measures "
        "how long things wait in its event loop."};
    Options options;
    addOptions(command, options);
    try {
        command.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const bool asked = command.exit(error) == static_cast<int>(CLI::ExitCodes::Success);
        return static_cast<int>(asked ? ExitStatus::Success : ExitStatus::Usage);
    }
    app::startLogging("info", /*alsoToFile=*/false);
    model::keepFreedMemory();
    model::setComputeThreads(options.threads);
    try {
        run(options, application);
        return static_cast<int>(cli::afterFlush(ExitStatus::Success));
    } catch (const model::ModelError& error) {
        cli::printError(error);
    } catch (const capture::CaptureError& error) {
        cli::printError(error);
    } catch (const std::exception& error) {
        cli::printUnexpected(error);
    }
    return static_cast<int>(ExitStatus::Failure);
}
