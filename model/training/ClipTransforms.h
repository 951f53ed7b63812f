// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the model folder: includes LibTorch.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <vector>

#include "model/Classifier.h"
#include "model/training/RandomStream.h"

namespace handscope::training {

/// The same values on a device, without waiting for what the device still does.
torch::Tensor onto(torch::Device device, const torch::Tensor& host);

/// Which frames of a clip of `frames` frames are taken, in time order: one of each of `segments`
/// equal parts, its middle or one drawn from it. A clip shorter than that gives each of its frames
/// and repeats its last one. Throws std::invalid_argument where either number is below 1.
std::vector<std::int64_t> middleFrameIndices(std::int64_t frames, int segments);
std::vector<std::int64_t> randomFrameIndices(std::int64_t frames, int segments,
                                             RandomStream& random);

/// Frames of a clip of `frames` frames at `rate` a second: at each instant (k + phase) / rate the
/// one that is shown then. `phase` from 0 up to 1; at least one frame. A `clipRate` of 0 (not
/// known) is taken for Jester's 12 frames a second.
std::vector<std::int64_t> framesAtRate(std::int64_t frames, double clipRate, double rate,
                                       double phase);

/// A rectangle of a picture, pixels.
struct CropBox {
    double left = 0.0;
    double top = 0.0;
    double width = 0.0;
    double height = 0.0;
};

/// The family's corner crop with scale jitter (scales 1, .875, .75, .66 of the short side for width
/// and height, at most one step apart, at one of 13 fixed places).
CropBox cornerCrop(int width, int height, RandomStream& random);
/// The largest centred square.
CropBox centredCrop(int width, int height);
/// The paper's test protocol: `count` squares of the short side's length, spread evenly over the
/// longer side (3: left, centre, right; 1: the centre).
std::vector<CropBox> testCrops(int width, int height, int count);

/// Frames [T, 3, H, W] (0 … 255, uint8 or float) cut to `box`, its edges rounded to whole pixels
/// inside the picture, and resized with an antialiasing bilinear filter → float [T, 3, side, side],
/// 0 … 255, on the frames' device.
torch::Tensor cropAndResize(const torch::Tensor& frames, const CropBox& box, int side);

/// Brightness, contrast, saturation and hue-like channel gains drawn once a clip, so that time
/// stays smooth. A clip [T, 3, H, W] or clips [N, T, 3, H, W], 0 … 255 in, float 0 … 255 out.
/// `strength` 0: nothing changes and nothing is drawn; 1: ±40 %, the channel gains ±10 %.
torch::Tensor photometricJitter(const torch::Tensor& frames, double strength, RandomStream& random);

/// 0 … 255 → what the network takes: (low + x/255·(high − low) − mean) / std. Any leading
/// dimensions,
/// [..., 3, H, W].
torch::Tensor normalised(const torch::Tensor& frames, const model::InputSpec& spec);

}  // namespace handscope::training
