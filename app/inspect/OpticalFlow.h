// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "app/MapImage.h"
#include "capture/Frame.h"
#include "model/Classifier.h"

namespace handscope::app {

/// Where each pixel of a picture is in the next one: by `u` to the right and by `v` down, pixels.
struct FlowField {
    int width = 0;
    int height = 0;
    std::vector<float> u;  ///< [height × width], row-major
    std::vector<float> v;
};

/// Dense optical flow between the squares that the network sees of two frames, at `side` × `side`
/// pixels, by inverse search over patches (Kroeger et al., ECCV 2016). Blocks for some
/// milliseconds. Throws std::invalid_argument for a frame that holds fewer pixels than its size
/// says, or a side below 16. Any thread.
FlowField opticalFlow(const capture::Frame& from, const capture::Frame& to, int side);

/// The flow to be laid beside CMM's map at step t of a window's frames, 0 … T − 1, as large as the
/// network sees them and 112 pixels at least: from frame t to t + 1 or, in a causal network, whose
/// CMM looks back, from t − 1 to t. nullopt where the window does not have both. As opticalFlow().
std::optional<FlowField> flowAtStep(const std::vector<capture::FramePtr>& frames, int step,
                                    const model::ModelDescription& model);

/// The field in colours: the hue tells the direction (red is right, yellow-green down, cyan left,
/// violet up), the saturation the magnitude as a share of `maximum` pixels. White is still.
RgbImage colouredFlow(const FlowField& field, float maximum);

/// The legend of colouredFlow(): the colour of each direction from the middle, with the maximum at
/// the middles of the sides. In the corners it is saturated; whoever shows it may cut out the disc.
RgbImage flowWheel(int size);

/// The 99th percentile of the magnitudes, pixels: single wrong vectors do not set it.
float largestMagnitude(const FlowField& field);

/// A maximum for colouredFlow(): the largest magnitude, but no less than the noise of still
/// pictures has.
float flowMaximum(const FlowField& field);

}  // namespace handscope::app
