// SPDX-License-Identifier: GPL-3.0-or-later
#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>

#include "app/EngineNames.h"
#include "app/pipeline/SelfCheck.h"
#include "model/Runtime.h"

namespace {
constexpr int kUsage = 64;
}

int main(int argc, char** argv) {
    using handscope::model::Device;
    CLI::App app{
        "Runs Handscope's pipeline on synthetic frames and checks what must hold anywhere."};
    Device device = Device::Auto;
    int threads = 0;
    app.add_option("--device", device, handscope::app::kDeviceHelp)
        ->transform(CLI::CheckedTransformer(handscope::app::deviceNames(), CLI::ignore_case));
    app.add_option("--threads", threads,
                   "threads of the network; 0: OMP_NUM_THREADS, or all processors")
        ->check(CLI::Range(0, 1024));
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : kUsage;
    }

    try {
        handscope::model::keepFreedMemory();
        handscope::model::setComputeThreads(threads);
        std::printf("%s\n", handscope::model::runtimeSummary().c_str());
        bool allPassed = true;
        for (const auto& result : handscope::pipeline::runSelfCheck(device)) {
            std::printf("%s  %s (%s)\n", result.passed ? "ok  " : "FAIL", result.what.c_str(),
                        result.found.c_str());
            allPassed = allPassed && result.passed;
        }
        return allPassed ? 0 : 1;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
