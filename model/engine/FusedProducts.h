// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the model folder: includes LibTorch.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <vector>

namespace handscope::model {

// Convolutions of our own in bf16, over whole tensors: the kernels' work divided among the threads
// that LibTorch may use. Tensors [N·T, C, H, W] are channels-last. They are faster than oneDNN's
// where the processor has AVX512_BF16 but no AMX.

/// Whether that is so here, and these channels fill registers.
bool productIsFaster(std::int64_t inputChannels, std::int64_t outputChannels);

/// The weight [out, in, 1, 1] of a 1×1 convolution as multiply() reads it.
torch::Tensor packPointwise(const torch::Tensor& weight);

/// The weight [out, in, 3, 3] as convolveAndRelu() reads it: transformed in fp32, then rounded.
torch::Tensor packWinograd(const torch::Tensor& weight);

/// An input of a product, and its weight as packPointwise() gives it.
struct Factor {
    torch::Tensor input;
    torch::Tensor weight;
    std::int64_t stride = 1;  ///< of the positions that are taken, in both directions
};

/// The sum of one or two 1×1 convolutions, of `bias`, and of `addend` where it is defined, then
/// ReLU if asked for.
torch::Tensor multiply(const std::vector<Factor>& factors, const torch::Tensor& bias,
                       const torch::Tensor& addend, bool relu);

/// max(the 3×3 convolution of `x` with stride 1 and padding 1 + bias, 0).
torch::Tensor convolveAndRelu(const torch::Tensor& x, const torch::Tensor& packed,
                              const torch::Tensor& bias);

}  // namespace handscope::model
