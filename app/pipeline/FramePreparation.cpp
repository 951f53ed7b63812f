// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/FramePreparation.h"

#include <torch/torch.h>

#include <algorithm>
#include <stdexcept>

namespace handscope::pipeline {

Square centredSquare(int width, int height) noexcept {
    const int side = std::min(width, height);
    return {.left = (width - side) / 2, .top = (height - side) / 2, .side = side};
}

model::PreparedFrame prepareFrame(const capture::Frame& frame, const model::InputSpec& spec) {
    const std::int64_t height = frame.height;
    const std::int64_t width = frame.width;
    if (height <= 0 || width <= 0 ||
        frame.pixels.size() < static_cast<std::size_t>(height * width * 3)) {
        throw std::invalid_argument("a frame holds fewer pixels than its size says");
    }
    const c10::InferenceMode inference;
    // from_blob borrows the frame's bytes; the frame outlives this function, and nothing below
    // writes to or keeps the borrowed tensor.
    const auto pixels = torch::from_blob(const_cast<std::uint8_t*>(frame.pixels.data()),
                                         {height, width, 3}, torch::kUInt8);
    const Square square = centredSquare(frame.width, frame.height);
    const auto picture = pixels.narrow(0, square.top, square.side)
                             .narrow(1, square.left, square.side)
                             .permute({2, 0, 1})
                             .unsqueeze(0)
                             .to(torch::kFloat32, /*non_blocking=*/false, /*copy=*/false,
                                 torch::MemoryFormat::Contiguous);
    namespace F = torch::nn::functional;
    const std::int64_t side = spec.inputSize;
    auto resized = side == square.side
                       ? picture
                       : F::interpolate(picture, F::InterpolateFuncOptions()
                                                     .size(std::vector<std::int64_t>{side, side})
                                                     .mode(torch::kBilinear)
                                                     .align_corners(false)
                                                     .antialias(true));
    auto values = std::make_shared<std::vector<float>>(static_cast<std::size_t>(3 * side * side));
    auto target = torch::from_blob(values->data(), {1, 3, side, side}, torch::kFloat32);
    for (std::int64_t channel = 0; channel < 3; ++channel) {
        const auto index = static_cast<std::size_t>(channel);
        const float scale = (spec.high - spec.low) / 255.0F / spec.std[index];
        const float shift = (spec.low - spec.mean[index]) / spec.std[index];
        target.select(1, channel).copy_(resized.select(1, channel) * scale + shift);
    }
    return values;
}

FramePreparer framePreparer(const model::InputSpec& spec) {
    return [spec](const capture::Frame& frame) { return prepareFrame(frame, spec); };
}

}  // namespace handscope::pipeline
