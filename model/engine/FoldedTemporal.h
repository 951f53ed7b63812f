// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the model folder: includes LibTorch.
#pragma once

#include <memory>

#include "model/StmNetwork.h"

namespace handscope::model {

/// CSTM's temporal kernel over channels-last frames.
class FoldedTemporal {
public:
    virtual ~FoldedTemporal() = default;

    /// [N·T, C, H, W] → the same. `history` may be null; its `temporal` is read, and replaced,
    /// never written to.
    virtual torch::Tensor forward(const torch::Tensor& x, std::int64_t segments,
                                  BlockHistory* history) = 0;
};

/// `weight` [C, 1, 3] or [C, C, 3].
std::unique_ptr<FoldedTemporal> foldTemporal(const torch::Tensor& weight, const StmConfig& config,
                                             torch::ScalarType type);

}  // namespace handscope::model
