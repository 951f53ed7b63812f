// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/kernels/Kernels.h"

#include <cstdlib>

#include "model/engine/kernels/InstructionSets.h"

namespace handscope::model::kernels {

bool isAvailable(InstructionSet set) {
#if defined(__x86_64__)
    switch (set) {
        case InstructionSet::Portable:
            return true;
        case InstructionSet::Avx2:
            return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
        case InstructionSet::Avx512:
            return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                   __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
                   __builtin_cpu_supports("avx512bf16");
    }
#endif
    return set == InstructionSet::Portable;
}

InstructionSet bestInstructionSet() {
    static const InstructionSet kBest = isAvailable(InstructionSet::Avx512) ? InstructionSet::Avx512
                                        : isAvailable(InstructionSet::Avx2)
                                            ? InstructionSet::Avx2
                                            : InstructionSet::Portable;
    return kBest;
}

template <>
const Kernels<float>& kernelsFor<float>(InstructionSet set) {
    if (!isAvailable(set)) {
        std::abort();
    }
#if defined(__x86_64__)
    if (set != InstructionSet::Portable) {
        return set == InstructionSet::Avx2 ? avx2Float() : avx512Float();
    }
#endif
    return portableFloat();
}

template <>
const Kernels<BFloat16>& kernelsFor<BFloat16>(InstructionSet set) {
    if (!isAvailable(set)) {
        std::abort();
    }
#if defined(__x86_64__)
    if (set != InstructionSet::Portable) {
        return set == InstructionSet::Avx2 ? avx2BFloat16() : avx512BFloat16();
    }
#endif
    return portableBFloat16();
}

}  // namespace handscope::model::kernels
