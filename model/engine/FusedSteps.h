// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the model folder: includes LibTorch.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <vector>

namespace handscope::model {

// What stands between the convolutions, over whole tensors: the kernels' work divided among the
// threads that LibTorch may use. Tensors [N·T, C, H, W] are channels-last, float or bf16, and of
// one type in a call.

/// The channel-wise temporal kernel: `taps` fp32 [3, C], the first of them at t + `first`.
/// `history` [N, 2, H·W, C] stands before the first frame; undefined: zeros.
void mixFrames(const torch::Tensor& x, std::int64_t segments, std::int64_t first,
               const torch::Tensor& taps, const torch::Tensor& history, torch::Tensor& output);

/// A 1×1 convolution to a few channels, `weight` [C/16, C]: fp32 [N·T, H + 2, W + 2, C/16] in a
/// border of zeros.
torch::Tensor reduceFrames(const torch::Tensor& x, const torch::Tensor& weight,
                           const torch::Tensor& bias);

struct MotionStep {
    torch::Tensor motion;   ///< [9, W · C/16], the taps repeated along a row
    torch::Tensor restore;  ///< [C/16, C]
    std::int64_t stride = 1;
};

/// Adds to step t of `output` what changed from frame t + `offset` to the next one of `reduced` [N,
/// T, H + 2, W + 2, C/16]. With `offset` −1, frame −1 is `before` [N, 1, …]; where it is
/// undefined, and behind the last frame, nothing is added.
void addMotion(const MotionStep& step, const torch::Tensor& reduced, const torch::Tensor& before,
               std::int64_t offset, torch::Tensor& output);

/// branch = max(branch + shortcut, 0).
void addAndRelu(torch::Tensor& branch, const torch::Tensor& shortcut);

/// The stem's max-pool: 3×3, stride 2, padding 1.
torch::Tensor poolStem(const torch::Tensor& x);

/// The mean over H and W: fp32 [N·T, C].
torch::Tensor meanOverPositions(const torch::Tensor& x);

/// meanOverChannels() without a copy in fp32.
torch::Tensor fusedMeanOverChannels(const torch::Tensor& x);

/// The frames of all `parts` [T, C, H, W], of one size, one after the other in fp32, each plane by
/// plane.
void separatePlanes(const std::vector<torch::Tensor>& parts, float* planes);

/// fp32 [N, 3, H, W] laid out plane by plane → channels-last, of `type`.
torch::Tensor interleavePlanes(const torch::Tensor& pictures, torch::ScalarType type);

}  // namespace handscope::model
