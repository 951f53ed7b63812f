// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/RecordedTime.h"

#include <ranges>

#include "app/pipeline/SameInstant.h"

namespace handscope::app {
namespace {

using pipeline::kSameInstant;

/// A window may end this long after the last frame that came by then, seconds.
constexpr double kAhead = 0.5;

/// Between two frames is no pause but another clock, seconds.
constexpr double kOtherClock = 3600.0;

}  // namespace

double RecordedTime::place(double pts, bool discontinuity) {
    if (stretches_.empty()) {
        stretches_.push_back({.first = pts, .last = pts, .offset = -pts});
    } else if (Stretch& current = stretches_.back();
               discontinuity || pts < current.last || pts > current.last + kOtherClock) {
        const double next = current.last + current.offset + interval_;
        stretches_.push_back({.first = pts, .last = pts, .offset = next - pts});
    } else {
        interval_ = pts > current.last ? pts - current.last : interval_;
        current.last = pts;
    }
    return pts + stretches_.back().offset;
}

double RecordedTime::offsetAt(double pts) const {
    if (stretches_.empty()) {
        return 0.0;
    }
    for (const Stretch& stretch : stretches_ | std::views::reverse) {
        if (pts >= stretch.first - kSameInstant && pts <= stretch.last + kAhead) {
            return stretch.offset;
        }
    }
    // Before the recording began, or after its last frame.
    const Stretch& nearest =
        pts < stretches_.front().first ? stretches_.front() : stretches_.back();
    return nearest.offset;
}

}  // namespace handscope::app
