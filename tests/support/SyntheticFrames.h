// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

}  // namespace handscope::test
