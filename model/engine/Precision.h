// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/LoadClassifier.h"

namespace handscope::model {

/// BFloat16 where this processor multiplies it in hardware and LibTorch's convolutions can use
/// that, else Float32.
Precision nativePrecision();

/// What `asked` means on this processor: Auto is nativePrecision(), anything else itself. BFloat16
/// on a processor without it computes the same, slowly. Throws ModelError for Float16, which no
/// processor's engine has.
Precision processorPrecision(Precision asked);

}  // namespace handscope::model
