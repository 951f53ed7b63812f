// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "app/labelling/LabelDocument.h"

namespace handscope::app {

/// When each frame of a recording is shown. Frames count from 0, times are PTS in seconds.
///
/// Owns the times and shares them with its copies. Never changes; any thread.
class FrameTimeline {
public:
    /// `times`: the PTS of every frame, as capture::readFrameTimes() gives them. Where they cannot
    /// be those of the source (empty, another number, not in order, before its start or after its
    /// end), the frames are spread evenly over its duration instead.
    explicit FrameTimeline(const LabelSource& source, std::vector<double> times = {});

    std::int64_t frames() const noexcept { return frames_; }
    double start() const noexcept { return start_; }
    double end() const noexcept { return end_; }
    bool isExact() const noexcept { return times_ != nullptr; }  ///< false: spread evenly

    /// PTS of a frame; 0 ≤ frame < frames().
    double startOf(std::int64_t frame) const;
    /// PTS of the frame after it; of the last one, the recording's end.
    double endOf(std::int64_t frame) const;
    /// The frame that is shown at `seconds`: the last one at or before it, or the first. 0 where
    /// there is no frame.
    std::int64_t frameAt(double seconds) const;

private:
    std::int64_t frames_;
    double start_;
    double end_;
    std::shared_ptr<const std::vector<double>> times_;
};

}  // namespace handscope::app
