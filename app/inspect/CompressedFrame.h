// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "app/MapImage.h"
#include "capture/Frame.h"

namespace handscope::app {

/// A frame as JPEG, and a small picture of it. Immutable once made.
struct CompressedFrame {
    double pts = 0.0;  ///< seconds; this and what follows as in capture::Frame
    std::int64_t sequence = 0;
    std::chrono::steady_clock::time_point captured;
    bool discontinuity = false;
    std::vector<std::uint8_t> jpeg;
    RgbImage thumbnail;

    std::size_t bytes() const noexcept;  ///< of memory, about
};

using CompressedFramePtr = std::shared_ptr<const CompressedFrame>;

/// Of a JPEG: at the best, what is lost is less than a camera's noise; at the least, it looks as
/// videos from the net do.
inline constexpr int kBestQuality = 92;
inline constexpr int kLeastQuality = 60;

/// `thumbnailHeight`: pixels, but not more than the frame has. Blocks for some milliseconds. Null
/// for a frame that holds fewer pixels than its size says, or is larger than a JPEG can be. Any
/// thread.
CompressedFramePtr compressed(const capture::Frame& frame, int thumbnailHeight,
                              int quality = kBestQuality);

/// The inverse. Blocks for some milliseconds. Any thread.
capture::FramePtr decompressed(const CompressedFrame& frame);

/// decompressed() of each, the same frame once; null for null.
std::vector<capture::FramePtr> decompressed(const std::vector<CompressedFramePtr>& frames);

/// A picture resized to a height, its shape kept.
RgbImage scaledToHeight(const RgbImage& image, int height);

}  // namespace handscope::app
