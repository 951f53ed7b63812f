// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/BenchNetwork.h"

#include <algorithm>
#include <stdexcept>

namespace handscope::bench {
namespace {

constexpr int kPaperClasses = 174;  // Something-Something v1
constexpr std::uint64_t kWeightSeed = 1;

}  // namespace

model::BlockModules modulesOfVariant(const std::string& variant) {
    if (variant == "stm") {
        return {.cstm = true, .cmm = true};
    }
    if (variant == "cstm" || variant == "cmm" || variant == "tsn") {
        return {.cstm = variant == "cstm", .cmm = variant == "cmm"};
    }
    throw std::invalid_argument("no such variant: " + variant);
}

void nameClasses(model::StmConfig& config) {
    config.labels.clear();
    for (int i = 0; i < config.classes; ++i) {
        config.labels.push_back("class " + std::to_string(i));
    }
}

model::StmConfig resNet50(const std::string& variant, int segments, int inputSize) {
    model::StmConfig config;
    config.modules = modulesOfVariant(variant);
    config.classes = kPaperClasses;
    config.input.segments = segments;
    config.input.inputSize = inputSize;
    nameClasses(config);
    return config;
}

model::StmConfig shrunk(model::StmConfig config) {
    config.blocks = {1, 1, 1, 1};
    config.width = 0.25;
    config.input.segments = std::min(config.input.segments, 4);
    config.input.inputSize = 32;
    return config;
}

std::shared_ptr<model::Classifier> openNetwork(const NetworkChoice& choice) {
    if (choice.file) {
        return model::loadClassifier(*choice.file, choice.load);
    }
    return model::randomClassifier(choice.config, kWeightSeed, choice.load);
}

std::string engineName(const model::ModelDescription& description) {
    return description.engine.empty() ? "as written" : description.engine;
}

std::vector<std::string> notesOnFrames(const std::string& device) {
    if (device == "cpu") {
        return {};
    }
    return {
        "The device keeps the frames from the pass before: handscope-device-bench measures new "
        "ones."};
}

Row networkCells(const std::string& name, const model::ModelDescription& description) {
    return {{"name", "network", name},
            {"architecture", "", description.architecture},
            {"device", "", description.device},
            {"engine", "engine", engineName(description)},
            {"frames", "T", std::int64_t{description.input.segments}},
            {"input_size", "size", std::int64_t{description.input.inputSize}}};
}

Row timingCells(const Timing& timing, const std::string& what) {
    return {{"milliseconds", "ms a " + what, timing.median},
            {"milliseconds_fastest", "fastest", timing.fastest()},
            {"milliseconds_p95", "p95", timing.slowest95()},
            {"processor_milliseconds", "", timing.processorTime},
            {"passes", "", timing.passes},
            {"repetitions", "", static_cast<std::int64_t>(timing.repetitions.size())}};
}

Row operator+(Row left, const Row& right) {
    left.insert(left.end(), right.begin(), right.end());
    return left;
}

}  // namespace handscope::bench
