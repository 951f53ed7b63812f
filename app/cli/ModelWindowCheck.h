// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "model/Classifier.h"

namespace handscope::cli {

/// Refuses a window or stride, in seconds, that was asked for and is not the one that a causal
/// model fixes; half a millisecond is no difference. Throws model::ModelError.
void requireWindowsOf(const model::ModelDescription& model, std::optional<double> length,
                      std::optional<double> stride);

}  // namespace handscope::cli
