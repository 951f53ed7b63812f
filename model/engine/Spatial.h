// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the model folder: includes LibTorch.
#pragma once

#include <torch/torch.h>

#include <optional>

#include "model/engine/Convolution.h"

namespace handscope::model {

/// A block's 3×3 convolution with padding 1 and the ReLU behind it, for inference. With stride 1
/// and where productIsFaster(), it goes by Winograd's minimal filtering; elsewhere it is a
/// Convolution.
///
/// Owns its weights. One thread at a time may call it.
class Spatial {
public:
    Spatial(const FoldedWeights& folded, std::int64_t stride, torch::ScalarType type);

    /// [N, C, H, W], channels-last → the same, never its input.
    torch::Tensor operator()(const torch::Tensor& x);

private:
    torch::Tensor packed_;  ///< as packWinograd(); undefined where `convolution_` computes
    torch::Tensor bias_;
    std::optional<Convolution> convolution_;
};

}  // namespace handscope::model
