// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the model folder: includes LibTorch.
#pragma once

#include "model/StmNetwork.h"

namespace handscope::model {

/// CMM with its BN folded. Its few channels stay fp32 whatever the engine's type, since it is the
/// difference of two of them that counts; its output is never laid down, but added to CSTM's.
class FoldedCmm {
public:
    FoldedCmm(const CmmImpl& cmm, bool causal);

    /// Adds CMM's output for `x` [N·T, C, H, W] to `output` [N·T, C, H/s, W/s], both channels-last
    /// of one type. `history` may be null; its `reduced` is read, and replaced, never written to.
    void addTo(torch::Tensor& output, const torch::Tensor& x, std::int64_t segments,
               BlockHistory* history) const;

private:
    torch::Tensor reduce_;   ///< [C/16, C]
    torch::Tensor bias_;     ///< [C/16]
    torch::Tensor motion_;   ///< [9, C/16]
    torch::Tensor restore_;  ///< [C/16, C]
    std::int64_t stride_;
    bool causal_;
};

}  // namespace handscope::model
