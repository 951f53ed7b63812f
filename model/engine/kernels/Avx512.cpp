// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/kernels/InstructionSets.h"
#include "model/engine/kernels/KernelTable.inl"
// KernelTable.inl comes first, then Product.inl.
#include "model/engine/kernels/Product.inl"
#include "model/engine/kernels/Winograd.inl"

namespace handscope::model::kernels {

const Kernels<float>& avx512Float() {
    return kTable<float>;
}

const Kernels<BFloat16>& avx512BFloat16() {
    return kTable<BFloat16>;
}

const Products& avx512Products() {
    static constexpr Products kProducts{.multiply = &multiply, .winograd = &winograd};
    return kProducts;
}

}  // namespace handscope::model::kernels
