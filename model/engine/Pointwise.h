// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the model folder: includes LibTorch.
#pragma once

#include <torch/torch.h>

#include <optional>

#include "model/engine/Convolution.h"

namespace handscope::model {

/// A 1×1 convolution for inference. Where productIsFaster(), it is a matrix product of our own,
/// which takes the residual sum along; elsewhere it is a Convolution.
///
/// Owns its weights. One thread at a time may call it.
class Pointwise {
public:
    using Then = Convolution::Then;

    Pointwise(const FoldedWeights& folded, std::int64_t stride, Then then, torch::ScalarType type);

    /// [N, C, H, W], channels-last → the same, never its input.
    torch::Tensor operator()(const torch::Tensor& x);

    /// The end of a residual block: max(this(x) + shortcut, 0), where the shortcut is `entering`,
    /// or its projection where that is not null. For Then::Nothing alone.
    torch::Tensor withShortcut(const torch::Tensor& x, Pointwise* projection,
                               const torch::Tensor& entering);

private:
    bool multiplies() const { return packed_.defined(); }

    std::int64_t stride_;
    Then then_;
    torch::Tensor packed_;  ///< as packPointwise(); undefined where `convolution_` computes
    torch::Tensor bias_;
    std::optional<Convolution> convolution_;
};

}  // namespace handscope::model
