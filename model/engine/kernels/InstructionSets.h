// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/engine/kernels/Kernels.h"
#include "model/engine/kernels/Products.h"

namespace handscope::model::kernels {

// One file each, compiled for those instructions; of a build for another architecture the first
// alone. To be called through kernelsFor(), which asks the processor.
const Kernels<float>& portableFloat();
const Kernels<BFloat16>& portableBFloat16();
const Kernels<float>& avx2Float();
const Kernels<BFloat16>& avx2BFloat16();
const Kernels<float>& avx512Float();
const Kernels<BFloat16>& avx512BFloat16();
const Products& avx512Products();

}  // namespace handscope::model::kernels
