// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "capture/FrameSource.h"
#include "model/Classifier.h"

namespace handscope::app {

/// One prediction for a whole recording: a probability a class.
///
/// A windowed model sees the middle frames of the recording's segments. A causal model is fed the
/// recording at its frame rate, and the answer is the mean of what it said at each frame from the
/// T-th on, so that a gesture counts wherever it lies; of a shorter recording it is the answer at
/// the end. Decodes as it goes, so that length does not matter. Blocks. Throws
/// capture::CaptureError, also for a file without frames, and model::ModelError.
std::vector<float> scoreClip(const std::string& file, model::Classifier& classifier,
                             const capture::SourceOptions& options = {});

}  // namespace handscope::app
