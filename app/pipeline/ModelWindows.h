// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

#include "app/pipeline/WindowSampler.h"
#include "model/Classifier.h"

namespace handscope::pipeline {

/// The windows on which a model is run. A causal model fixes them: T frames at its frame rate, and
/// one more for each window, so that `length` and `stride` (seconds) count for any other model
/// only.
WindowSettings windowsFor(const model::ModelDescription& model, double length, double stride);

/// How many frames before a window a causal model has to have seen for its maps to be those of a
/// live run: each block's CSTM and CMM look one frame back each. 0 for any other model.
std::size_t pastFramesFor(const model::ModelDescription& model);

/// The newest frame of a window, 0 … T − 1, at which CMM says something: the last one of a causal
/// model, whose CMM looks back; of any other the last but one, as its last is zero.
int newestMovingFrame(const model::ModelDescription& model);

}  // namespace handscope::pipeline
