// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/Frame.h"

namespace handscope::pipeline {

/// How a picture is lit, from every eighth pixel of every eighth row.
struct PictureLight {
    double brightness = 0.0;  ///< mean luma (BT.601), 0 … 1
    double brightShare =
        0.0;  ///< pixels with a colour at its upper end: nothing is to be seen there
};

/// Pure and cheap enough for every frame.
PictureLight lightOf(const capture::Frame& frame);

/// Under which a picture counts as too dark for hands to be told apart.
constexpr double kDarkBrightness = 0.15;
/// Above which so much of the picture is white that its exposure is wrong.
constexpr double kClippedShare = 0.25;
/// Below this share of the rate that was asked for a camera counts as slow (most halve their rate
/// in bad light).
constexpr double kSlowShare = 0.8;

}  // namespace handscope::pipeline
