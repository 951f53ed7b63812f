// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspect/WindowTrail.h"

#include <iterator>

namespace handscope::app {

std::vector<capture::FramePtr> WindowTrail::extend(const pipeline::Window& window,
                                                   std::size_t pastFrames) {
    const std::int64_t begin = window.place.index;
    const auto known = static_cast<std::int64_t>(frames_.size());
    if (window.place.grid != grid_ || begin < first_ || begin > first_ + known) {
        frames_.clear();
        grid_ = window.place.grid;
        first_ = begin;
    }
    frames_.resize(static_cast<std::size_t>(begin - first_));
    frames_.insert(frames_.end(), window.frames.begin(), window.frames.end());
    while (frames_.size() > window.frames.size() + pastFrames) {
        frames_.pop_front();
        ++first_;
    }
    return {frames_.begin(), frames_.end() - std::ssize(window.frames)};
}

}  // namespace handscope::app
