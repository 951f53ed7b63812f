// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/SeenFrames.h"

#include <algorithm>
#include <memory>

namespace handscope::pipeline {
namespace {

capture::FramePtr mirrored(const capture::FramePtr& frame) {
    auto mirror = std::make_shared<capture::Frame>(*frame);
    for (int y = 0; y < mirror->height; ++y) {
        std::uint8_t* const row = mirror->pixels.data() + mirror->stride() * y;
        for (int left = 0, right = mirror->width - 1; left < right; ++left, --right) {
            std::swap_ranges(row + left * 3, row + left * 3 + 3, row + right * 3);
        }
    }
    return mirror;
}

}  // namespace

std::vector<capture::FramePtr> seenFrames(const std::vector<capture::FramePtr>& frames,
                                          ClipChange change) {
    std::vector<capture::FramePtr> seen;
    for (const std::size_t index : frameOrder(change, frames.size())) {
        const capture::FramePtr& frame = frames[index];
        seen.push_back(change == ClipChange::Mirrored ? mirrored(frame) : frame);
    }
    return seen;
}

}  // namespace handscope::pipeline
