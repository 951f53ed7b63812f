// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/train/NetworkOptions.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <optional>
#include <set>
#include <system_error>

#include "model/Checkpoint.h"
#include "model/LabelSymmetry.h"
#include "model/training/RunFolder.h"

namespace handscope::train {
namespace {

constexpr const char* kNetworkGroup =
    "Network (defaults: those of --init's checkpoint, if it is of ours)";

/// The last weights of a run that has begun in `folder`; empty: there is none.
std::filesystem::path lastWeights(const std::filesystem::path& folder) {
    std::error_code error;
    const auto weights = folder / training::kLastWeights;
    const bool hasBegun = !folder.empty() &&
                          std::filesystem::exists(folder / training::kRunState, error) &&
                          std::filesystem::exists(weights, error);
    return hasBegun ? weights : std::filesystem::path();
}

/// The checkpoint that the network is like; empty: none.
std::filesystem::path originOf(const RunBeginning& beginning) {
    if (const auto own = lastWeights(beginning.output); !own.empty()) {
        return own;
    }
    return beginning.weights.empty() ? lastWeights(beginning.run) : beginning.weights;
}

/// nullopt: no file, or one that is not of ours and does not say what network it is of.
std::optional<model::StmConfig> networkIn(const std::filesystem::path& file) {
    if (file.empty()) {
        return std::nullopt;
    }
    const model::Checkpoint checkpoint = model::readCheckpoint(file);
    const auto format = checkpoint.metadata.find("format");
    if (format == checkpoint.metadata.end() || !format->second.starts_with("handscope-")) {
        return std::nullopt;
    }
    return model::StmConfig::fromCheckpoint(checkpoint);
}

/// Of blocks that carry STM, none stand for all: the last of them must not be left out.
void leaveOutMissing(std::set<std::string>& stmBlocks, const std::vector<std::string>& there) {
    const std::set<std::string> before = stmBlocks;
    std::erase_if(stmBlocks, [&there](const std::string& block) {
        return std::ranges::find(there, block) == there.end();
    });
    if (stmBlocks.empty() && !before.empty()) {
        throw model::ModelError(
            "None of the blocks that carry STM in the checkpoint is left.",
            "Expected --blocks that keep one of them, such as " + *before.begin() + ".",
            "Correct --blocks, or name blocks with --stm-blocks: 'all' for all of them.");
    }
}

}  // namespace

NetworkOptions::NetworkOptions(CLI::App& command, const model::StmConfig& config)
    : command_(command), config_(config), blocks_(config.blocks.begin(), config.blocks.end()) {
    command.add_option("--blocks", blocks_, "residual blocks in each of the four stages")
        ->delimiter(',')
        ->expected(4)
        ->capture_default_str()
        ->group(kNetworkGroup);
    command.add_option("--width", config_.width, "factor on every channel count")
        ->capture_default_str()
        ->group(kNetworkGroup);
    command.add_option("--segments", config_.input.segments, "T: frames of a clip")
        ->capture_default_str()
        ->group(kNetworkGroup);
    command.add_option("--input-size", config_.input.inputSize, "side of the picture, pixels")
        ->capture_default_str()
        ->group(kNetworkGroup);
    command.add_option("--modules", modules_, "what the STM blocks carry")
        ->check(CLI::IsMember({"cstm+cmm", "cstm", "cmm", "none"}))
        ->capture_default_str()
        ->group(kNetworkGroup);
    command.add_option("--fusion", fusion_, "how CSTM and CMM meet")
        ->check(CLI::IsMember({"sum", "concat"}))
        ->capture_default_str()
        ->group(kNetworkGroup);
    command.add_option("--temporal", temporal_, "CSTM's temporal kernel")
        ->check(CLI::IsMember({"channelwise", "dense"}))
        ->capture_default_str()
        ->group(kNetworkGroup);
    command
        .add_flag("--causal,!--windowed", config_.causal,
                  "blocks look back only, so that a new frame costs one frame; or they do not")
        ->group(kNetworkGroup);
    command
        .add_option("--frame-rate", config_.frameRate,
                    "of a causal network's frames, a second, when it runs, and when train shows it "
                    "clips")
        ->capture_default_str()
        ->group(kNetworkGroup);
    command
        .add_option("--stm-blocks", stmBlocks_,
                    "blocks such as layer2.0, the others are plain; or all")
        ->delimiter(',')
        ->group(kNetworkGroup);
    command.add_option("--provenance", provenance_, "free text kept in the checkpoint")
        ->group(kNetworkGroup);
}

model::StmConfig NetworkOptions::ownConfig() const {
    model::StmConfig config = config_;
    std::ranges::copy(blocks_, config.blocks.begin());
    config.modules = {.cstm = modules_.starts_with("cstm"), .cmm = modules_.ends_with("cmm")};
    config.fusion = fusion_ == "sum" ? model::Fusion::Sum : model::Fusion::Concat;
    config.temporal =
        temporal_ == "dense" ? model::TemporalKernel::Dense : model::TemporalKernel::ChannelWise;
    if (stmBlocks_ != std::vector<std::string>{"all"}) {
        config.stmBlocks = {stmBlocks_.begin(), stmBlocks_.end()};
    }
    config.provenance = provenance_;
    return config;
}

model::StmConfig NetworkOptions::config(const std::vector<std::string>& labels,
                                        const RunBeginning& beginning) const {
    model::StmConfig config = ownConfig();
    config.labels = labels;
    config.classes = static_cast<int>(labels.size());
    const std::filesystem::path origin = originOf(beginning);
    if (const auto like = networkIn(origin)) {
        const auto takeOver = [this](const char* option, auto& own, const auto& other) {
            if (command_.count(option) == 0) {
                own = other;
            }
        };
        takeOver("--blocks", config.blocks, like->blocks);
        takeOver("--width", config.width, like->width);
        takeOver("--segments", config.input.segments, like->input.segments);
        takeOver("--input-size", config.input.inputSize, like->input.inputSize);
        // A plain ResNet is something to begin with, and not what a new network is to be.
        const bool isPlain = !like->modules.cstm && !like->modules.cmm;
        if (!isPlain || origin == lastWeights(beginning.output)) {
            takeOver("--modules", config.modules, like->modules);
            takeOver("--fusion", config.fusion, like->fusion);
            takeOver("--temporal", config.temporal, like->temporal);
            takeOver("--stm-blocks", config.stmBlocks, like->stmBlocks);
            if (command_.count("--stm-blocks") == 0) {
                leaveOutMissing(config.stmBlocks, config.blockNames());
            }
        }
        takeOver("--causal", config.causal, like->causal);
        takeOver("--frame-rate", config.frameRate, like->frameRate);
        config.flipTest = like->flipTest && config.causal == like->causal &&
                          model::LabelSymmetry(labels).mirrorsAll();
        config.input.mean = like->input.mean;
        config.input.std = like->input.std;
        spdlog::info("As in {} where no option says otherwise: {}, T = {}, {} pixels",
                     origin.string(), config.summary(), config.input.segments,
                     config.input.inputSize);
    }
    if (command_.count("--frame-rate") > 0 && !config.causal) {
        throw model::ModelError("A frame rate is given for a network that is not causal.",
                                "Expected one that looks back only: a windowed one has none.",
                                "Leave out --frame-rate, or add --causal.");
    }
    config.validate("The network that was asked for has",
                    "Correct --blocks, --width, --segments, --input-size, --frame-rate or "
                    "--stm-blocks.");
    return config;
}

}  // namespace handscope::train
