// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace handscope::capture {

/// One picture of a source, upright (rotation metadata applied) and with square pixels.
/// Immutable once published; whoever holds the pointer keeps the pixels alive.
struct Frame {
    int width = 0;                     ///< pixels
    int height = 0;                    ///< pixels
    std::vector<std::uint8_t> pixels;  ///< RGB, 8 bits a channel, rows packed: height × width × 3
    double pts = 0.0;                  ///< presentation time in the source's own time, seconds
    std::int64_t sequence = 0;         ///< counts the source's frames from 0, never reused
    std::chrono::steady_clock::time_point captured;    ///< when the frame left the decoder
    std::chrono::steady_clock::duration conversion{};  ///< from then until the pixels were there
    bool discontinuity = false;  ///< the first frame after a seek or a break: time starts anew
    std::int64_t epoch = 0;      ///< seeks and breaks before it: tells of them where that is lost
    double duration = 0.0;       ///< seconds that the container gives it; 0 where it says nothing

    std::size_t stride() const noexcept { return static_cast<std::size_t>(width) * 3; }
};

using FramePtr = std::shared_ptr<const Frame>;

}  // namespace handscope::capture
