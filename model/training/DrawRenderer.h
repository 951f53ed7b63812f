// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the model folder: includes LibTorch.
#pragma once

#include <torch/torch.h>

#include <memory>
#include <span>

#include "model/training/Draw.h"
#include "model/training/VideoStore.h"

namespace handscope::training {

/// Turns a plan into pixels. Any thread may render.
class DrawRenderer {
public:
    /// `pictures` may be null where no plan uses a background.
    DrawRenderer(std::shared_ptr<VideoStore> videos, std::shared_ptr<VideoStore> pictures,
                 int size);

    /// The frames of the draw whose places (0 … frames − 1) are named → float [n, 3, size, size],
    /// RGB, 0 … 255, on the device of the stores. Throws ModelError for frames that cannot be
    /// decoded.
    torch::Tensor render(const DrawPlan& plan, std::span<const std::int64_t> places) const;

    /// All frames.
    torch::Tensor render(const DrawPlan& plan) const;

    /// At least one draw, and the same places of each → [N, n, 3, size, size]. On a GPU together:
    /// one at a time they would keep it waiting. On a CPU one after the other: its caches hold one.
    torch::Tensor render(std::span<const DrawPlan> plans,
                         std::span<const std::int64_t> places) const;

    /// All frames of draws that have equally many.
    torch::Tensor render(std::span<const DrawPlan> plans) const;

    /// The same, all of them together on any device.
    torch::Tensor renderTogether(std::span<const DrawPlan> plans,
                                 std::span<const std::int64_t> places) const;

private:
    /// Some frames of a draw, and where in the square its disguise has each pixel [S·S, 3].
    struct Shot {
        const DrawPlan& plan;
        std::span<const std::int64_t> places;
        torch::Tensor square;
    };

    std::shared_ptr<VideoStore> videos_;
    std::shared_ptr<VideoStore> pictures_;
    int size_;

    VideoStore& picturesOrThrow() const;
    torch::Device device() const;
    torch::Tensor sampled(const torch::Tensor& frames, const std::vector<Pose>& view,
                          const Shot& shot, bool zeroOutside) const;
    torch::Tensor background(const Shot& shot) const;
    torch::Tensor scene(const Shot& shot) const;
    torch::Tensor cutOut(std::size_t item, std::span<const std::int64_t> frames,
                         const std::vector<Pose>& view, const Shot& shot) const;
    torch::Tensor veiled(const torch::Tensor& frames, const Shot& shot) const;
};

}  // namespace handscope::training
