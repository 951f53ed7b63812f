// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <optional>

namespace handscope::app {

/// Where the window is in the time of its source: the PTS of the source's beginning, from which it
/// counts seconds, and the PTS of the picture that it shows.
///
/// Does not know what plays, nor whether it has ended. Any thread, one at a time.
class PlaybackTime {
public:
    /// Of a source that has been opened anew. `start`: as it says itself; otherwise its first
    /// picture tells. `goesOnAt`: the PTS at which it does not begin, but goes on.
    void begin(std::optional<double> start, std::optional<double> goesOnAt) {
        origin_ = start.value_or(0.0);
        isKnown_ = start.has_value();
        position_ = goesOnAt.value_or(origin_);
    }

    /// A picture is shown. `shift`: by how much PTS have jumped since the one before, although no
    /// time has passed. Returns whether origin() is another one now.
    bool show(double pts, double shift) {
        const bool isFirst = !isKnown_;
        if (isFirst) {
            origin_ = pts;
            isKnown_ = true;
        }
        origin_ += shift;
        position_ = pts;
        return isFirst || shift != 0.0;
    }

    double origin() const noexcept { return origin_; }
    double position() const noexcept { return position_; }

    /// Seconds from the beginning.
    double secondsAt(double pts) const noexcept { return pts - origin_; }
    /// Before the beginning, that of the beginning.
    double ptsAt(double seconds) const noexcept { return origin_ + std::max(0.0, seconds); }

private:
    double origin_ = 0.0;
    double position_ = 0.0;
    bool isKnown_ = false;  ///< the origin
};

}  // namespace handscope::app
