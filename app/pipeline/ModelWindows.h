// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pipeline/WindowSampler.h"
#include "model/Classifier.h"

namespace handscope::pipeline {

/// The windows on which a model is run. A causal model fixes them: T frames at its frame rate, and
/// one more for each window, so that `length` and `stride` (seconds) count for any other model
/// only.
WindowSettings windowsFor(const model::ModelDescription& model, double length, double stride);

}  // namespace handscope::pipeline
