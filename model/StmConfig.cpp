// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/StmConfig.h"

#include <algorithm>
#include <cmath>

#include "model/MetadataText.h"

namespace handscope::model {
namespace {

using metadata::join;
using metadata::number;

constexpr std::int64_t kMostWeights = 500'000'000;  ///< 2 GB of fp32; ResNet-152 has 60 million

/// Near the number of weights, from above for all but the shortcuts: a bottleneck of C channels has
/// 4C² + 9C² + 4C², and up to 3C² of a dense temporal kernel and 2C² of a fusion by concatenation.
std::int64_t estimateWeights(const StmConfig& config) {
    std::int64_t weights = std::int64_t{4} * config.stageChannels(3) * config.classes;
    for (int stage = 0; stage < 4; ++stage) {
        const std::int64_t channels = config.stageChannels(stage);
        weights += config.blocks[static_cast<std::size_t>(stage)] * 22 * channels * channels;
    }
    return weights;
}

}  // namespace

int StmConfig::stemChannels() const {
    return static_cast<int>(std::lround(64 * width));
}

int StmConfig::stageChannels(int stage) const {
    return stemChannels() << stage;
}

std::vector<std::string> StmConfig::blockNames() const {
    std::vector<std::string> names;
    for (std::size_t stage = 0; stage < blocks.size(); ++stage) {
        for (int index = 0; index < blocks[stage]; ++index) {
            names.push_back("layer" + std::to_string(stage + 1) + "." + std::to_string(index));
        }
    }
    return names;
}

BlockModules StmConfig::modulesOf(const std::string& block) const {
    const bool selected = stmBlocks.empty() || stmBlocks.contains(block);
    return selected ? modules : BlockModules{.cstm = false, .cmm = false};
}

std::string StmConfig::summary() const {
    std::string counts = metadata::counts(blocks);
    std::replace(counts.begin(), counts.end(), ',', '-');
    std::string text = modules.cstm && modules.cmm ? "STM"
                       : modules.cstm              ? "CSTM only"
                       : modules.cmm               ? "CMM only"
                                                   : "plain ResNet (TSN)";
    text += " " + counts + ", width " + number(width);
    text += causal ? ", causal" : "";
    text += fusion == Fusion::Concat ? ", fusion by concatenation" : "";
    text += temporal == TemporalKernel::Dense ? ", dense temporal kernel" : "";
    if (!stmBlocks.empty()) {
        text += ", in " + join({stmBlocks.begin(), stmBlocks.end()}, " ");
    }
    return text;
}

void StmConfig::validate() const {
    validate("The checkpoint's metadata says", metadata::kRepair);
}

void StmConfig::validate(const std::string& says, const std::string& remedy) const {
    const auto refuseText = [&](const std::string& text, const std::string& expected) {
        throw ModelError(says + " " + text + ".", "Expected " + expected + ".", remedy);
    };
    const auto refuse = [&](const std::string& key, const std::string& value,
                            const std::string& expected) {
        refuseText(key + " = " + inQuotes(value), expected);
    };
    for (const int count : blocks) {
        if (count < 1 || count > 100) {
            refuse("blocks", std::to_string(count), "1 to 100 blocks in each of the four stages");
        }
    }
    if (!(width > 0.0) || width > 8.0 || std::abs(64 * width - stemChannels()) > 1e-6 ||
        stemChannels() < 4) {
        refuse("width", number(width), "a factor up to 8 that makes 64 × width a whole number ≥ 4");
    }
    if (classes < 1 || classes > 100'000) {
        refuse("classes", std::to_string(classes), "1 to 100,000 classes");
    }
    if (estimateWeights(*this) > kMostWeights) {
        refuseText("blocks = " + metadata::counts(blocks) + ", width = " + number(width) +
                       " and classes = " + std::to_string(classes) + ": about " +
                       std::to_string(estimateWeights(*this) / 1'000'000) + " million weights",
                   "at most " + std::to_string(kMostWeights / 1'000'000) + " million");
    }
    if (labels.size() != static_cast<std::size_t>(classes)) {
        refuse("labels", std::to_string(labels.size()) + " lines",
               "one label for each of the " + std::to_string(classes) + " classes");
    }
    if (input.segments < 1 || input.segments > 256) {
        refuse("segments", std::to_string(input.segments), "1 to 256 frames a clip");
    }
    if (input.inputSize < 32 || input.inputSize > 1024) {
        refuse("input_size", std::to_string(input.inputSize), "32 to 1024 pixels");
    }
    if (!input.fitsMemory()) {
        refuseText("segments = " + std::to_string(input.segments) +
                       " and input_size = " + std::to_string(input.inputSize) +
                       ": so many frames of so many pixels square",
                   "at most " + std::to_string(InputSpec::kMostPixels) + " pixels a clip");
    }
    if (!(frameRate > 0.0) || frameRate > 240.0) {
        refuse("frame_rate", number(frameRate), "a rate above 0 and up to 240 frames a second");
    }
    if (std::any_of(input.std.begin(), input.std.end(),
                    [](float value) { return value == 0.0F || !std::isfinite(value); })) {
        refuse("std", metadata::triple(input.std), "numbers other than zero");
    }
    if (!std::all_of(input.mean.begin(), input.mean.end(),
                     [](float value) { return std::isfinite(value); })) {
        refuse("mean", metadata::triple(input.mean), "numbers");
    }
    const auto names = blockNames();
    for (const auto& block : stmBlocks) {
        if (std::find(names.begin(), names.end(), block) == names.end()) {
            refuse("stm_blocks", block, "names of blocks that the network has");
        }
    }
}

}  // namespace handscope::model
