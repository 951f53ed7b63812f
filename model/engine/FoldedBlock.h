// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the model folder: includes LibTorch.
#pragma once

#include <memory>
#include <optional>

#include "model/StmNetwork.h"
#include "model/engine/FoldedCmm.h"
#include "model/engine/FoldedTemporal.h"
#include "model/engine/Pointwise.h"
#include "model/engine/Spatial.h"

namespace handscope::model {

/// A block of a trained network in the folded form. Maps are [N·T, C, H, W], channels-last, of the
/// engine's type.
///
/// Owns its weights. One thread at a time may call it.
class FoldedBlock {
public:
    FoldedBlock(const StmBlockImpl& block, const StmConfig& config, torch::ScalarType type);

    /// As StmBlockImpl::forward(). `x` is left as it is.
    torch::Tensor forward(const torch::Tensor& x, std::int64_t segments, BlockProbe* probe,
                          BlockHistory* history);

private:
    /// What enters conv3, from what leaves conv1.
    torch::Tensor fused(const torch::Tensor& x, std::int64_t segments, BlockProbe* probe,
                        BlockHistory* history);

    Pointwise conv1_;
    std::unique_ptr<FoldedTemporal> temporal_;  ///< null without CSTM
    std::optional<FoldedCmm> cmm_;
    Spatial spatial_;
    std::optional<Pointwise> fuse_;  ///< only for Fusion::Concat
    Pointwise conv3_;
    std::optional<Pointwise> projection_;
};

}  // namespace handscope::model
