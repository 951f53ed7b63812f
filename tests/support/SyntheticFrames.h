// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "capture/Frame.h"

namespace handscope::test {

/// A grey picture whose time, number and brightness the test chooses.
inline capture::FramePtr greyFrame(double pts, std::int64_t sequence = 0, std::uint8_t level = 0,
                                   int width = 1, int height = 1) {
    auto frame = std::make_shared<capture::Frame>();
    frame->width = width;
    frame->height = height;
    frame->pts = pts;
    frame->sequence = sequence;
    frame->captured = std::chrono::steady_clock::now();
    frame->pixels.assign(static_cast<std::size_t>(width) * height * 3, level);
    return frame;
}

/// Noise in all colours that a seed moves: what compresses worst.
inline std::shared_ptr<capture::Frame> noiseFrame(double pts, int width, int height,
                                                  std::uint32_t seed, bool discontinuity = false) {
    auto frame = std::make_shared<capture::Frame>();
    frame->width = width;
    frame->height = height;
    frame->pts = pts;
    frame->discontinuity = discontinuity;
    frame->pixels.resize(static_cast<std::size_t>(width) * height * 3);
    std::uint32_t state = seed * 2654435761U + 1;
    for (std::uint8_t& value : frame->pixels) {
        state = state * 1664525U + 1013904223U;
        value = static_cast<std::uint8_t>(state >> 24U);
    }
    return frame;
}

}  // namespace handscope::test
