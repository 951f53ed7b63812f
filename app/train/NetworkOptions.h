// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "model/StmConfig.h"

namespace handscope::train {

/// The options that give the network its shape: the same for `train` and `distil`.
class NetworkOptions {
public:
    /// The object must outlive the parsing. `config` holds the defaults.
    NetworkOptions(CLI::App& command, const model::StmConfig& config);

    /// The network for these labels. Throws model::ModelError for a shape that makes none.
    model::StmConfig config(const std::vector<std::string>& labels) const;

private:
    model::StmConfig config_;
    std::vector<int> blocks_;
    std::string modules_ = "cstm+cmm";
    std::string fusion_ = "sum";
    std::string temporal_ = "channelwise";
    std::vector<std::string> stmBlocks_;
    std::string provenance_;
};

}  // namespace handscope::train
