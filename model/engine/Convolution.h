// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the model folder: includes LibTorch.
#pragma once

#include <torch/torch.h>

#include <array>
#include <cstdint>
#include <vector>

namespace handscope::model {

/// A convolution's weights with what follows it folded in: fp32.
struct FoldedWeights {
    torch::Tensor weight;  ///< [out, in, height, width]
    torch::Tensor bias;    ///< [out]
};

/// `convolution` (without a bias) and the BN behind it, as it computes in evaluation mode.
FoldedWeights fold(const torch::nn::Conv2d& convolution, const torch::nn::BatchNorm2d& bn);

/// A convolution for inference, through oneDNN where LibTorch has it, its weights laid out
/// beforehand for the sizes of input that come most.
///
/// Owns its weights. One thread at a time may call it.
class Convolution {
public:
    enum class Then { Nothing, Relu };

    /// `type`: float or bf16, in which it multiplies; sums are fp32.
    Convolution(const FoldedWeights& folded, std::int64_t stride,
                std::array<std::int64_t, 2> padding, Then then, torch::ScalarType type);

    /// [N, C, H, W] of `type`, channels-last → the same, never its input.
    torch::Tensor operator()(const torch::Tensor& x);

private:
    using Size = std::array<std::int64_t, 3>;  ///< N, H, W
    struct Packed {
        Size size;
        c10::IValue weights;
    };

    enum class Packs { Unknown, Yes, No };

    /// The weights laid out for this size, moved to the end of `packed_`.
    const c10::IValue& packedFor(const Size& size);
    torch::Tensor computePacked(const torch::Tensor& x);
    torch::Tensor computeUnpacked(const torch::Tensor& x) const;

    torch::Tensor weight_;
    torch::Tensor bias_;
    std::int64_t stride_;
    std::array<std::int64_t, 2> padding_;
    Then then_;
    Packs packs_;                 ///< whether LibTorch can, which the first call tells
    std::vector<Packed> packed_;  ///< the last used at the end
};

}  // namespace handscope::model
