// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>

namespace handscope::capture {

/// Says when each frame of a file is due, so that it plays at its own speed.
/// Pure: is told the time. One thread.
class Pacer {
public:
    using Moment = std::chrono::steady_clock::time_point;
    using Duration = std::chrono::steady_clock::duration;

    /// `framePeriod`: nominal seconds from frame to frame; 0 when unknown.
    explicit Pacer(double framePeriod) : nominalPeriod_(framePeriod) {}

    /// When a frame with this PTS is due: the first one after construction or restart() now, one
    /// after a break in time a frame period after the one before, the others by their PTS.
    Moment due(double pts, bool discontinuity, Moment now) const;

    /// When the frame after the last one shown will be due, so that it need not be read before;
    /// only where frames come evenly.
    std::optional<Moment> nextDue() const;

    /// The frame is shown now. True when it is late: more than a period after it was due.
    /// One that is more than half a second late shifts all that follow: no racing to catch up.
    bool shown(double pts, Moment due, Moment now);

    /// The frame is shown now whatever its PTS says, as when stepping; the next count from here.
    void shownOutOfTurn(double pts, Moment now);

    /// Playing was held up for this long: what is to come shifts by it.
    void shift(Duration by);

    /// Forgets the past: the next frame is due at once.
    void restart();

private:
    double nominalPeriod_;
    std::optional<double> lastStep_;  ///< seconds of PTS between the last two frames
    std::optional<double> anchorPts_;
    Moment anchor_;

    double period() const;
    void anchorAt(double pts, Moment moment);
};

}  // namespace handscope::capture
