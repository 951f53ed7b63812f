// SPDX-License-Identifier: GPL-3.0-or-later
#include <CLI/CLI.hpp>
#include <cstdio>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

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
    model::LoadOptions load;
};

void addOptions(CLI::App& app, Options& options) {
    const std::map<std::string, model::Device> devices{
        {"auto", model::Device::Auto}, {"cpu", model::Device::Cpu}, {"cuda", model::Device::Cuda}};
    const std::map<std::string, model::Precision> precisions{{"auto", model::Precision::Auto},
                                                             {"fp32", model::Precision::Float32},
                                                             {"bf16", model::Precision::BFloat16},
                                                             {"fp16", model::Precision::Float16}};
    app.add_option("model", options.model, "checkpoint of a network")->required();
    app.add_option("--clips", options.clips,
                   "safetensors file whose `input` the network's first answer is for");
    app.add_option("--batch", options.batches, "clips a call; several make several lines")
        ->check(CLI::Range(1, 4096))
        ->capture_default_str();
    app.add_option("--seconds", options.seconds, "of measuring, each line")
        ->check(CLI::Range(0.0, 3600.0))
        ->capture_default_str();
    app.add_option("--threads", options.threads, "of the network on the CPU; 0: all processors")
        ->check(CLI::Range(0, 1024));
    app.add_option("--device", options.load.device, "auto, cpu or cuda")
        ->transform(CLI::CheckedTransformer(devices, CLI::ignore_case));
    app.add_option("--precision", options.load.precision, "auto, fp32, bf16 or fp16")
        ->transform(CLI::CheckedTransformer(precisions, CLI::ignore_case));
}

/// A JSON object a line: what is measured, then every timing as it is there.
void run(const Options& options) {
    model::keepFreedMemory();
    model::setComputeThreads(options.threads);
    const auto classifier = model::loadClassifier(options.model, options.load);
    const auto& description = classifier->description();
    nlohmann::json head{{"model", description.name},
                        {"architecture", description.architecture},
                        {"device", description.device},
                        {"engine", description.engine},
                        {"segments", description.input.segments},
                        {"input_size", description.input.inputSize},
                        {"macs", description.macs},
                        {"runtime", model::runtimeSummary()}};
    if (!options.clips.empty()) {
        const auto clips = readClips(options.clips, description.input);
        head["probabilities"] = classifier->classifyOne(clips.front()).probabilities;
    }
    std::printf("%s\n", head.dump().c_str());
    for (const Sharing sharing : {Sharing::None, Sharing::Windows}) {
        for (const std::size_t batch : options.batches) {
            const auto timing = timeOnDevice(*classifier, batch, sharing, options.seconds);
            const nlohmann::json line{
                {"batch", batch},
                {"frames", sharing == Sharing::None ? "new" : "windows of a video"},
                {"calls", timing.calls},
                {"milliseconds", timing.milliseconds},
                {"milliseconds_p95", timing.slowest95},
                {"clips_per_second", timing.clipsPerSecond()}};
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
    try {
        handscope::bench::run(options);
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
