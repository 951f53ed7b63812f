// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the model folder: includes LibTorch.
#pragma once

#include <torch/torch.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "model/Classifier.h"

namespace handscope::model {

/// Throws ModelError unless each clip is `segments` frames of the size that `spec` says.
void requireClips(std::span<const Clip> clips, const InputSpec& spec, std::size_t segments);

/// S of a frame [3, S, S].
std::int64_t sideOf(const std::vector<float>& frame);

/// Clips of equal length, of frames of one size, as one tensor [N, T, 3, S, S] on the CPU, fp32.
torch::Tensor stackClips(std::span<const Clip> clips);

/// Copies the values of frames of one size behind each other.
void copyFrames(std::span<const PreparedFrame> frames, float* target);

}  // namespace handscope::model
