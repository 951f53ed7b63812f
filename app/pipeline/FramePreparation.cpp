// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/FramePreparation.h"

#include <algorithm>
#include <stdexcept>

#include "app/pipeline/AntialiasedResize.h"

namespace handscope::pipeline {

Square centredSquare(int width, int height) noexcept {
    const int side = std::min(width, height);
    return {.left = (width - side) / 2, .top = (height - side) / 2, .side = side};
}

model::PreparedFrame prepareFrame(const capture::Frame& frame, const model::InputSpec& spec) {
    if (frame.height <= 0 || frame.width <= 0 ||
        frame.pixels.size() < static_cast<std::size_t>(frame.height) * frame.stride()) {
        throw std::invalid_argument("a frame holds fewer pixels than its size says");
    }
    const Square square = centredSquare(frame.width, frame.height);
    const std::size_t offset = static_cast<std::size_t>(square.top) * frame.stride() +
                               static_cast<std::size_t>(square.left) * 3;
    ChannelMapping mapping;
    for (std::size_t channel = 0; channel < 3; ++channel) {
        mapping.scale[channel] = (spec.high - spec.low) / 255.0F / spec.std[channel];
        mapping.shift[channel] = (spec.low - spec.mean[channel]) / spec.std[channel];
    }
    const auto side = static_cast<std::size_t>(spec.inputSize);
    auto values = std::make_shared<std::vector<float>>(3 * side * side);
    resizeAntialiased(
        {.pixels = frame.pixels.data() + offset, .stride = frame.stride(), .side = square.side},
        spec.inputSize, mapping, values->data());
    return values;
}

FramePreparer framePreparer(const model::InputSpec& spec) {
    return [spec](const capture::Frame& frame) { return prepareFrame(frame, spec); };
}

}  // namespace handscope::pipeline
