// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

#include "app/pipeline/WindowSampler.h"

namespace handscope::app {

/// What came before a window, from the windows before it: for a causal model, whose windows follow
/// each other a frame apart, so that nothing has to be decoded or kept twice.
///
/// Owns the frames of the windows that it was told of lately. A value; one thread at a time.
class WindowTrail {
public:
    /// Up to `pastFrames` frames before `window` that earlier windows of its grid had, oldest
    /// first. They end where windows were left out that no later one makes up for.
    std::vector<capture::FramePtr> extend(const pipeline::Window& window, std::size_t pastFrames);

    void clear() { frames_.clear(); }

private:
    std::deque<capture::FramePtr> frames_;
    std::int64_t grid_ = 0;
    std::int64_t first_ = 0;  ///< place of the first frame on the grid, that of window 0 being 0
};

}  // namespace handscope::app
