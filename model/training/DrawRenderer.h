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
    /// RGB, 0 … 255. Throws ModelError for frames that cannot be decoded.
    torch::Tensor render(const DrawPlan& plan, std::span<const std::int64_t> places) const;

    /// All frames.
    torch::Tensor render(const DrawPlan& plan) const;

private:
    std::shared_ptr<VideoStore> videos_;
    std::shared_ptr<VideoStore> pictures_;
    int size_;

    VideoStore& picturesOrThrow() const;
    torch::Tensor background(const DrawPlan& plan, std::span<const std::int64_t> places) const;
    torch::Tensor scene(const DrawPlan& plan, std::span<const std::int64_t> places) const;
    torch::Tensor cutOut(std::size_t item, std::span<const std::int64_t> frames,
                         const std::vector<Pose>& view, std::span<const std::int64_t> places,
                         const DrawPlan& plan) const;
    torch::Tensor veiled(const torch::Tensor& frames, std::span<const std::int64_t> places,
                         const DrawPlan& plan) const;
};

}  // namespace handscope::training
