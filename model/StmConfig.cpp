// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/StmConfig.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <sstream>

namespace handscope::model {
namespace {

constexpr const char* kStmFormat = "handscope-stm-1";
constexpr const char* kRepairMetadata =
    "Use a checkpoint that Handscope wrote, or correct the metadata.";
constexpr std::int64_t kMostWeights = 500'000'000;  ///< 2 GB of fp32; ResNet-152 has 60 million

using Metadata = std::map<std::string, std::string>;

[[noreturn]] void refuse(const std::string& key, const std::string& value,
                         const std::string& expected) {
    throw ModelError("The checkpoint's metadata says " + key + " = '" + value + "'.",
                     "Expected " + expected + ".", kRepairMetadata);
}

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, separator);) {
        parts.push_back(part);
    }
    return parts;
}

std::string join(const std::vector<std::string>& parts, const std::string& separator) {
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        text += (i == 0 ? "" : separator) + parts[i];
    }
    return text;
}

double toNumber(const std::string& key, const std::string& text) {
    double value = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) {
        refuse(key, text, "a number");
    }
    return value;
}

int toWhole(const std::string& key, const std::string& text) {
    const double value = toNumber(key, text);
    if (value != std::floor(value) || std::abs(value) > 1e6) {
        refuse(key, text, "a whole number");
    }
    return static_cast<int>(value);
}

std::array<float, 3> toTriple(const std::string& key, const std::string& text) {
    const auto parts = split(text, ',');
    if (parts.size() != 3) {
        refuse(key, text, "three numbers joined by commas");
    }
    std::array<float, 3> triple{};
    for (std::size_t i = 0; i < 3; ++i) {
        triple[i] = static_cast<float>(toNumber(key, parts[i]));
    }
    return triple;
}

bool toFlag(const std::string& key, const std::string& value) {
    if (value != "0" && value != "1") {
        refuse(key, value, "0 or 1");
    }
    return value == "1";
}

std::string number(double value) {
    std::array<char, 32> buffer{};
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    return error == std::errc() ? std::string(buffer.data(), end) : std::to_string(value);
}

std::string blockCounts(const StmConfig& config) {
    std::vector<std::string> counts;
    for (const int count : config.blocks) {
        counts.push_back(std::to_string(count));
    }
    return join(counts, ",");
}

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

std::string triple(const std::array<float, 3>& values) {
    std::vector<std::string> parts;
    for (const float value : values) {
        std::array<char, 32> buffer{};
        const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
        parts.emplace_back(buffer.data(), end);
    }
    return join(parts, ",");
}

/// What names and shapes tell, for checkpoints of other code that carry no metadata.
StmConfig inferFromTensors(const Checkpoint& checkpoint) {
    StmConfig config;
    const auto& tensors = checkpoint.tensors;
    const auto shapeOf = [&](const std::string& name) -> const std::vector<std::int64_t>* {
        const auto found = tensors.find(name);
        return found == tensors.end() ? nullptr : &found->second.shape;
    };
    if (const auto* stem = shapeOf("conv1.weight"); stem != nullptr && !stem->empty()) {
        config.width = static_cast<double>(stem->front()) / 64.0;
    }
    if (const auto* head = shapeOf("fc.weight"); head != nullptr && !head->empty()) {
        config.classes = static_cast<int>(std::clamp<std::int64_t>(head->front(), 0, 1'000'000));
    }
    bool anyCstm = false;
    bool anyCmm = false;
    std::set<std::string> carriers;
    bool sawBlock = false;
    std::array<int, 4> counted{};
    for (int stage = 0; stage < 4; ++stage) {
        for (int index = 0; index < 1000; ++index) {
            const std::string block =
                "layer" + std::to_string(stage + 1) + "." + std::to_string(index);
            if (!tensors.contains(block + ".conv1.weight")) {
                break;
            }
            sawBlock = true;
            counted[static_cast<std::size_t>(stage)] = index + 1;
            const auto* temporal = shapeOf(block + ".cstm.temporal.weight");
            const bool cmm = tensors.contains(block + ".cmm.reduce.weight");
            anyCstm = anyCstm || temporal != nullptr;
            anyCmm = anyCmm || cmm;
            if (temporal != nullptr || cmm) {
                carriers.insert(block);
            }
            if (temporal != nullptr && temporal->size() == 3 && (*temporal)[1] > 1) {
                config.temporal = TemporalKernel::Dense;
            }
            if (tensors.contains(block + ".fuse.weight")) {
                config.fusion = Fusion::Concat;
            }
        }
    }
    if (sawBlock) {
        config.blocks = counted;
        config.modules = {.cstm = anyCstm, .cmm = anyCmm};
        if (!carriers.empty() && carriers.size() < config.blockNames().size()) {
            config.stmBlocks = carriers;
        }
    }
    return config;
}

void readShape(const Metadata& metadata, StmConfig& config) {
    for (const auto& [key, value] : metadata) {
        if (key == "blocks") {
            const auto parts = split(value, ',');
            if (parts.size() != 4) {
                refuse(key, value, "four whole numbers joined by commas");
            }
            for (std::size_t i = 0; i < 4; ++i) {
                config.blocks[i] = toWhole(key, parts[i]);
            }
        } else if (key == "width") {
            config.width = toNumber(key, value);
        } else if (key == "classes") {
            config.classes = toWhole(key, value);
        } else if (key == "modules") {
            if (value != "cstm+cmm" && value != "cstm" && value != "cmm" && value != "none") {
                refuse(key, value, "cstm+cmm, cstm, cmm or none");
            }
            config.modules = {.cstm = value.starts_with("cstm"), .cmm = value.ends_with("cmm")};
        } else if (key == "fusion") {
            if (value != "sum" && value != "concat") {
                refuse(key, value, "sum or concat");
            }
            config.fusion = value == "sum" ? Fusion::Sum : Fusion::Concat;
        } else if (key == "temporal") {
            if (value != "channelwise" && value != "dense") {
                refuse(key, value, "channelwise or dense");
            }
            config.temporal =
                value == "dense" ? TemporalKernel::Dense : TemporalKernel::ChannelWise;
        } else if (key == "stm_blocks") {
            const auto parts = split(value, ',');
            config.stmBlocks =
                value == "all" ? std::set<std::string>{} : std::set(parts.begin(), parts.end());
        } else if (key == "causal") {
            config.causal = toFlag(key, value);
        }
    }
}

/// Which frames a network takes follows from its form; a checkpoint may repeat it, not change it.
void requireSampling(const Metadata& metadata, const StmConfig& config) {
    const std::string expected = config.causal ? "rate" : "segments";
    const auto found = metadata.find("sampling");
    if (found != metadata.end() && found->second != expected) {
        refuse("sampling", found->second,
               expected + " (a causal network takes frames at a rate, any other by segments)");
    }
}

void readInput(const Metadata& metadata, StmConfig& config) {
    for (const auto& [key, value] : metadata) {
        if (key == "segments") {
            config.input.segments = toWhole(key, value);
        } else if (key == "input_size") {
            config.input.inputSize = toWhole(key, value);
        } else if (key == "mean") {
            config.input.mean = toTriple(key, value);
        } else if (key == "std") {
            config.input.std = toTriple(key, value);
        } else if (key == "labels") {
            config.labels = split(value, '\n');
        } else if (key == "provenance") {
            config.provenance = value;
        } else if (key == "frame_rate") {
            config.frameRate = toNumber(key, value);
        } else if (key == "flip_test") {
            config.flipTest = toFlag(key, value);
        } else if (key == "arch" && value != "stm") {
            refuse(key, value, "stm");
        }
    }
}

bool isKnownKey(const std::string& key) {
    static const std::set<std::string> kKnown{
        "format",   "arch",       "blocks",     "width",      "segments", "input_size", "classes",
        "labels",   "mean",       "std",        "modules",    "fusion",   "temporal",   "causal",
        "sampling", "frame_rate", "stm_blocks", "provenance", "flip_test"};
    return kKnown.contains(key);
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
    std::string counts = blockCounts(*this);
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

StmConfig StmConfig::fromCheckpoint(const Checkpoint& checkpoint) {
    const auto format = checkpoint.metadata.find("format");
    if (format != checkpoint.metadata.end() && format->second.starts_with("handscope-") &&
        format->second != kStmFormat) {
        refuse("format", format->second,
               std::string(kStmFormat) + ", the only one this version reads");
    }
    StmConfig config = inferFromTensors(checkpoint);
    readShape(checkpoint.metadata, config);
    readInput(checkpoint.metadata, config);
    requireSampling(checkpoint.metadata, config);
    for (const auto& [key, value] : checkpoint.metadata) {
        if (!isKnownKey(key)) {
            config.otherMetadata.emplace(key, value);
        }
    }
    if (config.labels.empty()) {
        for (int i = 0; i < std::min(config.classes, 100'000); ++i) {
            config.labels.push_back("class " + std::to_string(i));
        }
    }
    config.validate();
    return config;
}

std::map<std::string, std::string> StmConfig::toMetadata() const {
    Metadata metadata = otherMetadata;
    metadata["format"] = kStmFormat;
    metadata["arch"] = "stm";
    metadata["blocks"] = blockCounts(*this);
    metadata["width"] = number(width);
    metadata["segments"] = std::to_string(input.segments);
    metadata["input_size"] = std::to_string(input.inputSize);
    metadata["classes"] = std::to_string(classes);
    metadata["labels"] = join(labels, "\n");
    metadata["mean"] = triple(input.mean);
    metadata["std"] = triple(input.std);
    metadata["modules"] = modules.cstm && modules.cmm ? "cstm+cmm"
                          : modules.cstm              ? "cstm"
                          : modules.cmm               ? "cmm"
                                                      : "none";
    metadata["fusion"] = fusion == Fusion::Sum ? "sum" : "concat";
    metadata["temporal"] = temporal == TemporalKernel::Dense ? "dense" : "channelwise";
    metadata["causal"] = causal ? "1" : "0";
    metadata["stm_blocks"] =
        stmBlocks.empty() ? "all" : join({stmBlocks.begin(), stmBlocks.end()}, ",");
    metadata["sampling"] = causal ? "rate" : "segments";
    if (flipTest) {
        metadata["flip_test"] = "1";
    }
    if (causal) {
        metadata["frame_rate"] = number(frameRate);
    }
    metadata["provenance"] = provenance;
    return metadata;
}

void StmConfig::validate() const {
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
        throw ModelError(
            "The checkpoint's metadata asks for a network of about " +
                std::to_string(estimateWeights(*this) / 1'000'000) +
                " million weights (blocks = " + blockCounts(*this) + ", width = " + number(width) +
                ", classes = " + std::to_string(classes) + ").",
            "Expected at most " + std::to_string(kMostWeights / 1'000'000) + " million.",
            kRepairMetadata);
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
        throw ModelError(
            "The checkpoint's metadata asks for clips of " + std::to_string(input.segments) +
                " frames (segments) of " + std::to_string(input.inputSize) +
                "² pixels (input_size).",
            "Expected at most " + std::to_string(InputSpec::kMostPixels) + " pixels a clip.",
            kRepairMetadata);
    }
    if (!(frameRate > 0.0) || frameRate > 240.0) {
        refuse("frame_rate", number(frameRate), "a rate above 0 and up to 240 frames a second");
    }
    if (std::any_of(input.std.begin(), input.std.end(),
                    [](float value) { return value == 0.0F; })) {
        refuse("std", triple(input.std), "numbers other than zero");
    }
    const auto names = blockNames();
    for (const auto& block : stmBlocks) {
        if (std::find(names.begin(), names.end(), block) == names.end()) {
            refuse("stm_blocks", block, "names of blocks that the network has");
        }
    }
}

}  // namespace handscope::model
