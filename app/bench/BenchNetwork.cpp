// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/BenchNetwork.h"

#include <algorithm>
#include <cstring>
#include <random>
#include <stdexcept>

#include "model/Checkpoint.h"

namespace handscope::bench {
namespace {

constexpr int kPaperClasses = 174;   // Something-Something v1
constexpr int kDistinctFrames = 32;  // enough that none stays in a cache
constexpr std::uint64_t kWeightSeed = 1;
constexpr std::uint32_t kFrameSeed = 7;

model::PreparedFrame randomFrame(int side, std::mt19937& engine) {
    std::normal_distribution<float> distribution;
    auto values = std::make_shared<std::vector<float>>(static_cast<std::size_t>(3) * side * side);
    std::ranges::generate(*values, [&] { return distribution(engine); });
    return values;
}

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

std::vector<model::Clip> randomClips(const model::InputSpec& input, int count) {
    std::mt19937 engine(kFrameSeed);
    std::vector<model::PreparedFrame> frames;
    for (int i = 0; i < std::min(kDistinctFrames, count * input.segments); ++i) {
        frames.push_back(randomFrame(input.inputSize, engine));
    }
    std::vector<model::Clip> clips(static_cast<std::size_t>(count));
    std::size_t next = 0;
    for (model::Clip& clip : clips) {
        for (int t = 0; t < input.segments; ++t) {
            clip.push_back(frames[next++ % frames.size()]);
        }
    }
    return clips;
}

std::vector<model::Clip> readClips(const std::filesystem::path& file,
                                   const model::InputSpec& input) {
    const model::Checkpoint content = model::readSafetensors(file);
    const auto place = content.tensors.find("input");
    const std::vector<std::int64_t> frameShape{input.segments, 3, input.inputSize, input.inputSize};
    if (place == content.tensors.end() || place->second.type != model::ElementType::F32 ||
        place->second.shape.size() != 5 || place->second.shape[0] < 1 ||
        !std::equal(frameShape.begin(), frameShape.end(), place->second.shape.begin() + 1)) {
        throw model::ModelError(
            "The file " + file.string() + " holds no clips for this network.",
            "Expected an F32 tensor `input` of shape [N, " + std::to_string(input.segments) +
                ", 3, " + std::to_string(input.inputSize) + ", " + std::to_string(input.inputSize) +
                "].",
            "Name another file with --clip, or leave it out for random numbers.");
    }
    const model::StoredTensor& stored = place->second;
    const std::size_t area = static_cast<std::size_t>(3) * input.inputSize * input.inputSize;
    std::vector<model::Clip> clips(static_cast<std::size_t>(stored.shape[0]));
    const std::byte* from = stored.bytes.data();
    for (model::Clip& clip : clips) {
        for (int t = 0; t < input.segments; ++t) {
            auto frame = std::make_shared<std::vector<float>>(area);
            std::memcpy(frame->data(), from, area * sizeof(float));
            from += area * sizeof(float);
            clip.push_back(std::move(frame));
        }
    }
    return clips;
}

std::string engineName(const model::ModelDescription& description) {
    return description.engine.empty() ? "as written" : description.engine;
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
