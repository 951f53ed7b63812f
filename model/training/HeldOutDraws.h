// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the model folder: includes LibTorch.
#pragma once

#include <torch/torch.h>

#include "model/StmNetwork.h"
#include "model/training/Evaluation.h"
#include "model/training/Miner.h"

namespace handscope::training {

/// Draws from videos that are not trained on, rendered once, by which runs are chosen.
/// Owns the pixels. One thread.
class HeldOutDraws {
public:
    /// Made as `source` says, but from the videos of `pack`; `mined` names the draws. The labels
    /// are the network's. Throws ModelError.
    HeldOutDraws(DrawSource source, const std::filesystem::path& pack,
                 const std::filesystem::path& mined, const model::StmConfig& network);

    /// Which draws they are, as text.
    const std::string& fingerprint() const noexcept { return fingerprint_; }

    /// How far the network agrees with the teacher's top class. The network must be in evaluation
    /// mode. Blocks for a forward pass over all draws.
    Evaluation agreement(model::StmNetworkImpl& network) const;

private:
    torch::Tensor clips_;  ///< uint8 [n, T, 3, S, S]
    std::vector<int> top_;
    std::string fingerprint_;
    std::vector<std::string> labels_;
    model::InputSpec input_;
};

}  // namespace handscope::training
