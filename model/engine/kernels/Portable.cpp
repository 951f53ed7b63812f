// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/kernels/InstructionSets.h"
#include "model/engine/kernels/KernelTable.inl"

namespace handscope::model::kernels {

const Kernels<float>& portableFloat() {
    return kTable<float>;
}

const Kernels<BFloat16>& portableBFloat16() {
    return kTable<BFloat16>;
}

}  // namespace handscope::model::kernels
