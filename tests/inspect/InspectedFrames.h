// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstdint>
#include <memory>

#include "capture/Frame.h"

namespace handscope::test {

/// A frame whose pixels a function gives: `colour(x, y, channel)`, 0 … 255.
template <typename Colour>
std::shared_ptr<capture::Frame> paintedFrame(double pts, int width, int height,
                                             const Colour& colour) {
    auto frame = std::make_shared<capture::Frame>();
    frame->width = width;
    frame->height = height;
    frame->pts = pts;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            for (int channel = 0; channel < 3; ++channel) {
                frame->pixels.push_back(static_cast<std::uint8_t>(colour(x, y, channel)));
            }
        }
    }
    return frame;
}

/// Smooth waves in both directions, moved by (dx, dy) pixels: texture without repetition nearby.
inline std::shared_ptr<capture::Frame> wavesFrame(double pts, int width, int height, double dx,
                                                  double dy) {
    return paintedFrame(pts, width, height, [&](int x, int y, int) {
        const double u = x - dx;
        const double v = y - dy;
        return std::lround(128.0 + 40.0 * std::sin(u * 0.31) + 35.0 * std::sin(v * 0.27 + 1.0) +
                           30.0 * std::sin(u * 0.11 + v * 0.17) +
                           20.0 * std::sin(u * 0.53 - v * 0.41));
    });
}

}  // namespace handscope::test
