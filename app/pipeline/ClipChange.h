// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "model/Classifier.h"

namespace handscope::pipeline {

/// What is done to a clip before the network sees it, to learn what the prediction hangs on.
enum class ClipChange {
    None,
    Reversed,  ///< last frame first: a swipe should become its opposite
    Mirrored,  ///< left and right exchanged
    Frozen,    ///< the middle frame, T times: no motion
    Shuffled,  ///< the same frames in an order without neighbours, always the same one
};

/// Which frame of a clip of `count` stands at each place after the change, mirrored or not.
std::vector<std::size_t> frameOrder(ClipChange change, std::size_t count);

/// `inputSize`: side of the frames, pixels. Frames are shared where they stay as they are.
model::Clip changed(const model::Clip& clip, ClipChange change, int inputSize);

}  // namespace handscope::pipeline
