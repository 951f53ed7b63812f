// SPDX-License-Identifier: GPL-3.0-or-later
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/EngineNames.h"
#include "app/bench/BenchClips.h"
#include "app/bench/DeviceBench.h"
#include "model/LoadClassifier.h"
#include "model/Runtime.h"

namespace handscope::bench {
namespace {

struct Options {
    std::string model;
    std::string clips;
    std::vector<std::size_t> batches{1, 16, 64};
    double seconds = 2.0;
    int threads = 0;
    model::LoadOptions load{.flipTest = model::FlipTest::Off};  // one pass is measured
};

void addOptions(CLI::App& app, Options& options) {
    app.add_option("model", options.model, "checkpoint of a network")->required();
    app.add_option("--clips", options.clips,
                   "safetensors file whose `input` begins with a clip to answer; random otherwise");
    app.add_option("--batch", options.batches, "clips a call; several make several lines")
        ->check(CLI::Range(1, 4096))
        ->capture_default_str();
    app.add_option("--seconds", options.seconds, "of measuring, each line")
        ->check(CLI::Range(0.0, 3600.0))
        ->capture_default_str();
    app.add_option("--threads", options.threads,
                   "of the network on the CPU; 0: OMP_NUM_THREADS, or all processors")
        ->check(CLI::Range(0, 1024));
    app.add_option("--device", options.load.device, app::kDeviceHelp)
        ->transform(CLI::CheckedTransformer(app::deviceNames(), CLI::ignore_case));
    app.add_option("--precision", options.load.precision, app::kPrecisionHelp)
        ->transform(CLI::CheckedTransformer(app::precisionNames(), CLI::ignore_case));
}

nlohmann::json headOf(const model::ModelDescription& description) {
    return {{"model", description.name},
            {"architecture", description.architecture},
            {"device", description.device},
            {"engine", description.engine},
            {"segments", description.input.segments},
            {"input_size", description.input.inputSize},
            {"macs", description.macs},
            {"runtime", model::runtimeSummary()}};
}

/// A JSON object a line: what is measured, then every timing as it is there.
void run(const Options& options) {
    model::keepFreedMemory();
    model::setComputeThreads(options.threads);
    const auto classifier = model::loadClassifier(options.model, options.load);
    const auto& description = classifier->description();
    const model::Clip reference = options.clips.empty()
                                      ? randomClips(description.input, 1).front()
                                      : readClips(options.clips, description.input).front();
    std::printf("%s\n", headOf(description).dump().c_str());
    for (const Sharing sharing : {Sharing::None, Sharing::Windows}) {
        for (const std::size_t batch : options.batches) {
            const auto timing =
                timeOnDevice(*classifier, batch, sharing, options.seconds, reference);
            const nlohmann::json line{
                {"batch", batch},
                {"frames", sharing == Sharing::None ? "new" : "windows of a video"},
                {"calls", timing.calls},
                {"milliseconds", timing.milliseconds},
                {"milliseconds_p95", timing.slowest95},
                {"clips_per_second", timing.clipsPerSecond()},
                {"answers", timing.answers}};
            std::printf("%s\n", line.dump().c_str());
            std::fflush(stdout);
        }
    }
}

}  // namespace
}  // namespace handscope::bench

int main(int argc, char** argv) {
    CLI::App app{
        "Measures a network on a device, from frames in memory to probabilities.\n"
        "Needs LibTorch alone; prints a JSON object a line."};
    handscope::bench::Options options;
    handscope::bench::addOptions(app, options);
    CLI11_PARSE(app, argc, argv);
    spdlog::set_default_logger(std::make_shared<spdlog::logger>(
        "handscope", std::make_shared<spdlog::sinks::stderr_color_sink_mt>()));
    try {
        handscope::bench::run(options);
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
