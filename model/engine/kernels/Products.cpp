// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/kernels/Products.h"

#if defined(__x86_64__)
#include <cpuid.h>
#endif

#include <algorithm>
#include <cstdlib>

#include "model/engine/kernels/InstructionSets.h"

namespace handscope::model::kernels {

bool hasMatrixTiles() {
#if defined(__x86_64__)
    constexpr unsigned kExtendedFeatures = 7;
    constexpr unsigned kAmxBFloat16 = 1U << 22U;
    unsigned eax = 0;
    unsigned ebx = 0;
    unsigned ecx = 0;
    unsigned edx = 0;
    return __get_cpuid_count(kExtendedFeatures, 0, &eax, &ebx, &ecx, &edx) != 0 &&
           (edx & kAmxBFloat16) != 0;
#else
    return false;
#endif
}

void packPanels(const BFloat16* weight, std::int64_t columns, std::int64_t depth,
                BFloat16* packed) {
    for (std::int64_t first = 0; first < columns; first += kPanelColumns) {
        const std::int64_t width = std::min(kPanelColumns, columns - first);
        for (std::int64_t k = 0; k < depth; k += 2) {
            for (std::int64_t column = first; column < first + width; ++column) {
                *packed++ = weight[column * depth + k];
                *packed++ = weight[column * depth + k + 1];
            }
        }
    }
}

const Products* productsFor(InstructionSet set) {
    if (!isAvailable(set)) {
        std::abort();
    }
#if defined(__x86_64__)
    if (set == InstructionSet::Avx512) {
        return &avx512Products();
    }
#endif
    return nullptr;
}

}  // namespace handscope::model::kernels
