// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "model/StmConfig.h"

namespace handscope::train {

/// What a run begins with, or goes on from; empty: none.
struct RunBeginning {
    std::filesystem::path output;   ///< the run's own folder
    std::filesystem::path weights;  ///< an ImageNet ResNet or a checkpoint
    std::filesystem::path run;      ///< another run's folder
};

/// The options that give the network its shape: the same for `train` and `distil`.
class NetworkOptions {
public:
    /// The object must outlive the parsing, and `command` the object. `config` holds the defaults.
    NetworkOptions(CLI::App& command, const model::StmConfig& config);

    /// The network for these labels. What no option gives is as the network has it that the run
    /// begins with, if that is of ours, and as the defaults have it otherwise; a run that has begun
    /// stays what it is. Throws model::ModelError for a checkpoint that cannot be read, and for a
    /// shape that makes no network.
    model::StmConfig config(const std::vector<std::string>& labels,
                            const RunBeginning& beginning) const;

private:
    const CLI::App& command_;
    model::StmConfig config_;
    std::vector<int> blocks_;
    std::string modules_ = "cstm+cmm";
    std::string fusion_ = "sum";
    std::string temporal_ = "channelwise";
    std::vector<std::string> stmBlocks_;
    std::string provenance_;

    /// What the options say, or their defaults.
    model::StmConfig ownConfig() const;
};

}  // namespace handscope::train
