// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/PtsRepair.h"

namespace handscope::capture {
namespace {
constexpr double kBreakSeconds = 1.0;
}

PtsRepair::PtsRepair(double framePeriod, double start) : framePeriod_(framePeriod), start_(start) {}

FrameTime PtsRepair::next(std::optional<double> pts, std::optional<double> bestGuess) {
    FrameTime time;
    const std::optional<double> told = pts ? pts : bestGuess;
    if (!previous_) {
        time.pts = told.value_or(start_);
    } else if (pts && *pts > *previous_) {
        time.pts = *pts;
    } else if (bestGuess && *bestGuess > *previous_) {
        time.pts = *bestGuess;
    } else if (!told) {
        time.pts = *previous_ + framePeriod_;
    } else if (*told < *previous_ - kBreakSeconds) {
        time.pts = *told;
        time.discontinuity = true;
    } else {
        time.pts = *previous_ + framePeriod_ / 2.0;
    }
    previous_ = time.pts;
    return time;
}

void PtsRepair::restart(double start) {
    previous_.reset();
    start_ = start;
}

}  // namespace handscope::capture
