// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

namespace handscope::capture {

/// When a frame is to be shown.
struct FrameTime {
    double pts = 0.0;            ///< seconds
    bool discontinuity = false;  ///< the source's time broke off here and starts anew
};

/// Gives every frame a PTS that grows, whatever the container says.
///
/// A told PTS that grows is never changed. Pure; one thread.
class PtsRepair {
public:
    /// `framePeriod`: nominal seconds from frame to frame. `start`: for a first frame without a
    /// PTS.
    explicit PtsRepair(double framePeriod, double start = 0.0);

    /// `pts` as the decoder gives it and its best guess, each where known. The first of the two
    /// that grows is taken; without either, the previous PTS plus a period. One that does not grow
    /// is nudged by half a period (so that one duplicate does not push the rest along), unless it
    /// lies more than a second back: then time has started anew.
    FrameTime next(std::optional<double> pts, std::optional<double> bestGuess);

    /// Forgets the previous frame; one without a PTS would now come at `start`.
    void restart(double start);

private:
    double framePeriod_;
    double start_;
    std::optional<double> previous_;
};

}  // namespace handscope::capture
