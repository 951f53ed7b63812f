// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/Precision.h"

#include <ATen/Context.h>

namespace handscope::model {
namespace {

/// AVX512_BF16, which every processor with AMX has as well.
bool processorHasBFloat16() {
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx512bf16") != 0;
#else
    return false;
#endif
}

}  // namespace

Precision nativePrecision() {
    static const bool kNative = processorHasBFloat16() && at::hasMKLDNN();
    return kNative ? Precision::BFloat16 : Precision::Float32;
}

Precision processorPrecision(Precision asked) {
    if (asked == Precision::Float16) {
        throw ModelError("The model was asked to compute in fp16 on the processor.",
                         "Expected fp32 or bf16 there; fp16 is for CUDA.",
                         "Choose another precision, or a CUDA device.");
    }
    return asked == Precision::Auto ? nativePrecision() : asked;
}

}  // namespace handscope::model
