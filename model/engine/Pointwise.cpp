// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/Pointwise.h"

#include "model/engine/FusedProducts.h"
#include "model/engine/FusedSteps.h"

namespace handscope::model {
Pointwise::Pointwise(const FoldedWeights& folded, std::int64_t stride, Then then,
                     torch::ScalarType type)
    : stride_(stride), then_(then), bias_(folded.bias.detach().to(torch::kFloat32).contiguous()) {
    if (type == torch::kBFloat16 && productIsFaster(folded.weight.size(1), folded.weight.size(0))) {
        packed_ = packPointwise(folded.weight);
    } else {
        convolution_.emplace(folded, stride, std::array<std::int64_t, 2>{0, 0}, then, type);
    }
}

torch::Tensor Pointwise::operator()(const torch::Tensor& x) {
    if (!multiplies()) {
        return (*convolution_)(x);
    }
    return multiply({{x, packed_, stride_}}, bias_, torch::Tensor(), then_ == Then::Relu);
}

torch::Tensor Pointwise::withShortcut(const torch::Tensor& x, Pointwise* projection,
                                      const torch::Tensor& entering) {
    if (multiplies() && projection == nullptr) {
        return multiply({{x, packed_, stride_}}, bias_, entering, /*relu=*/true);
    }
    if (multiplies() && projection->multiplies()) {
        return multiply(
            {{x, packed_, stride_}, {entering, projection->packed_, projection->stride_}},
            bias_ + projection->bias_, torch::Tensor(), /*relu=*/true);
    }
    auto branch = (*this)(x);
    addAndRelu(branch, projection == nullptr ? entering : (*projection)(entering));
    return branch;
}

}  // namespace handscope::model
