// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/MixedPrecision.h"

#include <ATen/autocast_mode.h>
#include <torch/version.h>

namespace handscope::training {
namespace {

void setAutocast(Autocast where, bool on) {
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
    const auto device = where == Autocast::Cuda ? at::kCUDA : at::kCPU;
    at::autocast::set_autocast_enabled(device, on);
    at::autocast::set_autocast_dtype(device, at::kBFloat16);
#else
    if (where == Autocast::Cuda) {
        at::autocast::set_enabled(on);
        at::autocast::set_autocast_gpu_dtype(at::kBFloat16);
    } else {
        at::autocast::set_cpu_enabled(on);
        at::autocast::set_autocast_cpu_dtype(at::kBFloat16);
    }
#endif
}

}  // namespace

MixedPrecision::MixedPrecision(Autocast where) : where_(where) {
    if (where_ != Autocast::Off) {
        setAutocast(where_, true);
    }
}

MixedPrecision::~MixedPrecision() {
    if (where_ != Autocast::Off) {
        at::autocast::clear_cache();
        setAutocast(where_, false);
    }
}

}  // namespace handscope::training
