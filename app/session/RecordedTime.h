// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace handscope::app {

/// Where moments of a source stand in a recording of it: seconds from the first frame. Where the
/// source's time breaks (a seek, a loop), recorded time goes on after one frame's length, so that
/// one moment of the source may stand at several. Pure; one thread at a time.
class RecordedTime {
public:
    bool empty() const noexcept { return stretches_.empty(); }

    /// Where a frame stands. Frames come in the order of capture. `discontinuity`: see
    /// capture::Frame; a PTS that runs backwards, or ahead by more than an hour, breaks time as
    /// well.
    double place(double pts, bool discontinuity);

    /// Where a moment stands that the network tells of, in the newest stretch of time that it can
    /// belong to. May lie before the first frame. Without any frame, `pts` itself.
    double at(double pts) const { return pts + offsetAt(pts); }

    /// Where the newest frame stands; 0 without any.
    double latest() const noexcept {
        return empty() ? 0.0 : stretches_.back().last + stretches_.back().offset;
    }

    /// Recorded time − PTS around that moment, for several moments that belong together.
    double offsetAt(double pts) const;

private:
    /// Frames between two breaks.
    struct Stretch {
        double first;   ///< PTS
        double last;    ///< PTS
        double offset;  ///< recorded time − PTS
    };

    std::vector<Stretch> stretches_;
    double interval_ = 1.0 / 30.0;  ///< between the last two frames of one stretch
};

}  // namespace handscope::app
