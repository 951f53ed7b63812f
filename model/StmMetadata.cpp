// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdint>
#include <utility>

#include "model/MetadataText.h"
#include "model/StmConfig.h"

namespace handscope::model {
namespace {

using metadata::join;
using metadata::number;
using metadata::refuse;
using metadata::split;

constexpr const char* kStmFormat = "handscope-stm-1";

using Metadata = std::map<std::string, std::string>;

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

/// A checkpoint's entries, handed out by their keys.
class Entries {
public:
    explicit Entries(Metadata entries) : left_(std::move(entries)) {}

    /// Calls `read` with the key and its value, where there is one.
    template <typename Read>
    void take(const char* key, Read read) {
        if (const auto entry = left_.extract(key)) {
            read(key, entry.mapped());
        }
    }

    /// The same for one of a few words.
    template <typename Read>
    void takeWord(const char* key, const std::vector<std::string>& words, Read read) {
        take(key, [&](const std::string&, const std::string& value) {
            if (std::ranges::find(words, value) == words.end()) {
                refuse(key, value, join(words, ", "));
            }
            read(value);
        });
    }

    /// What nobody has asked for.
    Metadata rest() { return std::move(left_); }

private:
    Metadata left_;
};

void readShape(Entries& entries, StmConfig& config) {
    using Text = const std::string&;
    entries.take("blocks", [&](Text key, Text value) {
        const auto parts = split(value, ',');
        if (parts.size() != 4) {
            refuse(key, value, "four whole numbers joined by commas");
        }
        for (std::size_t i = 0; i < 4; ++i) {
            config.blocks[i] = metadata::toWhole(key, parts[i]);
        }
    });
    entries.take("width",
                 [&](Text key, Text value) { config.width = metadata::toNumber(key, value); });
    entries.take("classes",
                 [&](Text key, Text value) { config.classes = metadata::toWhole(key, value); });
    entries.takeWord("modules", {"cstm+cmm", "cstm", "cmm", "none"}, [&](Text value) {
        config.modules = {.cstm = value.starts_with("cstm"), .cmm = value.ends_with("cmm")};
    });
    entries.takeWord("fusion", {"sum", "concat"}, [&](Text value) {
        config.fusion = value == "sum" ? Fusion::Sum : Fusion::Concat;
    });
    entries.takeWord("temporal", {"channelwise", "dense"}, [&](Text value) {
        config.temporal = value == "dense" ? TemporalKernel::Dense : TemporalKernel::ChannelWise;
    });
    entries.take("stm_blocks", [&](Text, Text value) {
        const auto parts = split(value, ',');
        config.stmBlocks =
            value == "all" ? std::set<std::string>{} : std::set(parts.begin(), parts.end());
    });
    entries.take("causal",
                 [&](Text key, Text value) { config.causal = metadata::toFlag(key, value); });
    // Which frames a network takes follows from its form; a checkpoint may repeat it, not change
    // it.
    const std::string sampling = config.causal ? "rate" : "segments";
    entries.take("sampling", [&](Text key, Text value) {
        if (value != sampling) {
            refuse(key, value,
                   sampling + " (a causal network takes frames at a rate, any other by segments)");
        }
    });
}

void readInput(Entries& entries, StmConfig& config) {
    using Text = const std::string&;
    InputSpec& input = config.input;
    entries.take("segments",
                 [&](Text key, Text value) { input.segments = metadata::toWhole(key, value); });
    entries.take("input_size",
                 [&](Text key, Text value) { input.inputSize = metadata::toWhole(key, value); });
    entries.take("mean",
                 [&](Text key, Text value) { input.mean = metadata::toTriple(key, value); });
    entries.take("std", [&](Text key, Text value) { input.std = metadata::toTriple(key, value); });
    entries.take("labels", [&](Text, Text value) { config.labels = split(value, '\n'); });
    entries.take("provenance", [&](Text, Text value) { config.provenance = value; });
    entries.take("frame_rate",
                 [&](Text key, Text value) { config.frameRate = metadata::toNumber(key, value); });
    entries.take("flip_test",
                 [&](Text key, Text value) { config.flipTest = metadata::toFlag(key, value); });
}

/// Whose checkpoint it is.
void readKind(Entries& entries) {
    entries.take("format", [](const std::string& key, const std::string& value) {
        if (value.starts_with("handscope-") && value != kStmFormat) {
            refuse(key, value, std::string(kStmFormat) + ", the only one this version reads");
        }
    });
    entries.takeWord("arch", {"stm"}, [](const std::string&) {});
}

}  // namespace

StmConfig StmConfig::fromCheckpoint(const Checkpoint& checkpoint) {
    Entries entries(checkpoint.metadata);
    readKind(entries);
    StmConfig config = inferFromTensors(checkpoint);
    readShape(entries, config);
    readInput(entries, config);
    config.otherMetadata = entries.rest();
    if (config.labels.empty()) {
        for (int i = 0; i < std::min(config.classes, 100'000); ++i) {
            config.labels.push_back("class " + std::to_string(i));
        }
    }
    config.validate();
    return config;
}

std::map<std::string, std::string> StmConfig::toMetadata() const {
    Metadata text = otherMetadata;
    text["format"] = kStmFormat;
    text["arch"] = "stm";
    text["blocks"] = metadata::counts(blocks);
    text["width"] = number(width);
    text["segments"] = std::to_string(input.segments);
    text["input_size"] = std::to_string(input.inputSize);
    text["classes"] = std::to_string(classes);
    text["labels"] = join(labels, "\n");
    text["mean"] = metadata::triple(input.mean);
    text["std"] = metadata::triple(input.std);
    text["modules"] = modules.cstm && modules.cmm ? "cstm+cmm"
                      : modules.cstm              ? "cstm"
                      : modules.cmm               ? "cmm"
                                                  : "none";
    text["fusion"] = fusion == Fusion::Sum ? "sum" : "concat";
    text["temporal"] = temporal == TemporalKernel::Dense ? "dense" : "channelwise";
    text["causal"] = causal ? "1" : "0";
    text["stm_blocks"] =
        stmBlocks.empty() ? "all" : join({stmBlocks.begin(), stmBlocks.end()}, ",");
    text["sampling"] = causal ? "rate" : "segments";
    if (flipTest) {
        text["flip_test"] = "1";
    }
    if (causal) {
        text["frame_rate"] = number(frameRate);
    }
    text["provenance"] = provenance;
    return text;
}

}  // namespace handscope::model
