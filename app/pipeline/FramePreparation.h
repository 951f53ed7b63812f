// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pipeline/ClipPreparer.h"
#include "capture/Frame.h"
#include "model/Classifier.h"

namespace handscope::pipeline {

/// The part of a frame that the network sees: its largest centred square, in pixels.
struct Square {
    int left = 0;
    int top = 0;
    int side = 0;
};
Square centredSquare(int width, int height) noexcept;

/// The frame's largest centred square, resized straight to the input size with an antialiasing
/// bilinear filter, as RGB normalised by `spec`, in one pass. Never mirrored. Throws
/// std::invalid_argument for a frame that holds fewer pixels than its size says. Any thread.
model::PreparedFrame prepareFrame(const capture::Frame& frame, const model::InputSpec& spec);

/// prepareFrame() bound to one model's input.
FramePreparer framePreparer(const model::InputSpec& spec);

}  // namespace handscope::pipeline
