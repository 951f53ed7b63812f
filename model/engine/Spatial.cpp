// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/Spatial.h"

#include "model/engine/FusedProducts.h"

namespace handscope::model {

Spatial::Spatial(const FoldedWeights& folded, std::int64_t stride, torch::ScalarType type)
    : bias_(folded.bias.detach().to(torch::kFloat32).contiguous()) {
    if (stride == 1 && type == torch::kBFloat16 &&
        productIsFaster(folded.weight.size(1), folded.weight.size(0))) {
        packed_ = packWinograd(folded.weight);
    } else {
        convolution_.emplace(folded, stride, std::array<std::int64_t, 2>{1, 1},
                             Convolution::Then::Relu, type);
    }
}

torch::Tensor Spatial::operator()(const torch::Tensor& x) {
    return convolution_ ? (*convolution_)(x) : convolveAndRelu(x, packed_, bias_);
}

}  // namespace handscope::model
