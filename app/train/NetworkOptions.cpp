// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/train/NetworkOptions.h"

#include <algorithm>

namespace handscope::train {

NetworkOptions::NetworkOptions(CLI::App& command, const model::StmConfig& config)
    : config_(config), blocks_(config.blocks.begin(), config.blocks.end()) {
    command.add_option("--blocks", blocks_, "residual blocks in each of the four stages")
        ->delimiter(',')
        ->expected(4)
        ->capture_default_str()
        ->group("Network");
    command.add_option("--width", config_.width, "factor on every channel count")
        ->capture_default_str()
        ->group("Network");
    command.add_option("--segments", config_.input.segments, "T: frames of a clip")
        ->capture_default_str()
        ->group("Network");
    command.add_option("--input-size", config_.input.inputSize, "side of the picture, pixels")
        ->capture_default_str()
        ->group("Network");
    command.add_option("--modules", modules_, "what the STM blocks carry")
        ->check(CLI::IsMember({"cstm+cmm", "cstm", "cmm", "none"}))
        ->capture_default_str()
        ->group("Network");
    command.add_option("--fusion", fusion_, "how CSTM and CMM meet")
        ->check(CLI::IsMember({"sum", "concat"}))
        ->capture_default_str()
        ->group("Network");
    command.add_option("--temporal", temporal_, "CSTM's temporal kernel")
        ->check(CLI::IsMember({"channelwise", "dense"}))
        ->capture_default_str()
        ->group("Network");
    auto* const causal = command
                             .add_flag("--causal", config_.causal,
                                       "blocks look back only, so that a new frame costs one frame")
                             ->group("Network");
    command
        .add_option("--frame-rate", config_.frameRate,
                    "of a causal network's frames, a second, when it runs")
        ->needs(causal)
        ->capture_default_str()
        ->group("Network");
    command.add_option("--stm-blocks", stmBlocks_, "blocks such as layer2.0; the others are plain")
        ->delimiter(',')
        ->group("Network");
    command.add_option("--provenance", provenance_, "free text kept in the checkpoint")
        ->group("Network");
}

model::StmConfig NetworkOptions::config(const std::vector<std::string>& labels) const {
    model::StmConfig config = config_;
    std::ranges::copy(blocks_, config.blocks.begin());
    config.modules = {.cstm = modules_.starts_with("cstm"), .cmm = modules_.ends_with("cmm")};
    config.fusion = fusion_ == "sum" ? model::Fusion::Sum : model::Fusion::Concat;
    config.temporal =
        temporal_ == "dense" ? model::TemporalKernel::Dense : model::TemporalKernel::ChannelWise;
    config.stmBlocks = {stmBlocks_.begin(), stmBlocks_.end()};
    config.labels = labels;
    config.classes = static_cast<int>(labels.size());
    config.provenance = provenance_;
    config.validate();
    return config;
}

}  // namespace handscope::train
