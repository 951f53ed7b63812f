// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "model/Checkpoint.h"
#include "model/Classifier.h"

namespace handscope::model {

/// Which of the paper's modules a residual block carries (table 4 of the paper, and its baselines).
struct BlockModules {
    bool cstm = true;  ///< false: an ordinary 3×3 convolution with BN and ReLU stands in its place
    bool cmm = true;
    bool operator==(const BlockModules&) const = default;
};

/// How CSTM's and CMM's outputs meet (paper, section 4.4).
enum class Fusion {
    Sum,
    Concat,  ///< 2C channels, then a 1×1 convolution to C
};

/// CSTM's temporal convolution (paper, section 3.1 and table 6).
enum class TemporalKernel {
    ChannelWise,  ///< one kernel of 3 a channel
    Dense,        ///< an ordinary convolution over all channels
};

/// Everything that fixes the network's shape: TSN and every ablation of the paper is a value of
/// this.
struct StmConfig {
    std::array<int, 4> blocks{3, 4, 6, 3};  ///< residual blocks in conv2_x … conv5_x
    double width = 1.0;                     ///< factor on every channel count
    int classes = 27;
    BlockModules modules;             ///< of the blocks that `stmBlocks` selects
    std::set<std::string> stmBlocks;  ///< names such as "layer2.0"; empty: all; others are plain
    Fusion fusion = Fusion::Sum;
    TemporalKernel temporal = TemporalKernel::ChannelWise;
    /// Every block looks back only, so that one new frame costs one frame: temporal taps on t − 2,
    /// t − 1, t, and CMM as k_t − r_{t−1}. `input.segments` then counts the frames whose scores are
    /// averaged; what came before them is remembered.
    bool causal = false;
    double frameRate = 8.0;           ///< of a causal network's frames, a second
    bool flipTest = false;            ///< best asked about mirror images too (FlipTest::Auto)
    InputSpec input;                  ///< T, the input's side, mean and standard deviation
    std::vector<std::string> labels;  ///< as many as classes
    std::string provenance;
    std::map<std::string, std::string> otherMetadata;  ///< keys that we do not know, kept

    /// Channels of the stem, and of a stage (0 … 3) inside its blocks.
    int stemChannels() const;
    int stageChannels(int stage) const;

    /// Modules of one block ("layer3.5"), after `stmBlocks`.
    BlockModules modulesOf(const std::string& block) const;

    /// "layer1.0" … "layer4.2" in forward order.
    std::vector<std::string> blockNames() const;

    /// One line for people, such as "STM 3-4-6-3, width 1".
    std::string summary() const;

    /// Reads a checkpoint's metadata; keys that are missing take the paper's values, or what names
    /// and shapes of the tensors tell (blocks, width, classes, modules, fusion, temporal kernel).
    /// Throws ModelError for values that make no network.
    static StmConfig fromCheckpoint(const Checkpoint& checkpoint);

    /// The metadata of a checkpoint of this network.
    std::map<std::string, std::string> toMetadata() const;

    /// Throws ModelError unless the numbers make a network that fits into memory.
    void validate() const;

    /// The same for numbers that no checkpoint gave. `says`: who did, before "width = '0.3'";
    /// `remedy`: what to do, a sentence.
    void validate(const std::string& says, const std::string& remedy) const;
};

}  // namespace handscope::model
