// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/Pacer.h"

#include <algorithm>

namespace handscope::capture {
namespace {

constexpr std::chrono::milliseconds kFallenBehind{500};
constexpr double kDefaultPeriod = 0.04;
/// Nobody waits longer for a frame: a recorder that was started again may jump by hours. Also keeps
/// a lying PTS from overflowing.
constexpr double kLongestStep = 10.0;

Pacer::Duration durationOf(double seconds) {
    return std::chrono::round<Pacer::Duration>(
        std::chrono::duration<double>(std::clamp(seconds, 0.0, kLongestStep)));
}

}  // namespace

double Pacer::period() const {
    return nominalPeriod_ > 0.0 ? nominalPeriod_ : lastStep_.value_or(kDefaultPeriod);
}

Pacer::Moment Pacer::due(double pts, bool discontinuity, Moment now) const {
    if (!anchorPts_) {
        return now;
    }
    return anchor_ + durationOf(discontinuity ? period() : pts - *anchorPts_);
}

std::optional<Pacer::Moment> Pacer::nextDue() const {
    if (!anchorPts_ || nominalPeriod_ <= 0.0) {
        return std::nullopt;
    }
    return anchor_ + durationOf(nominalPeriod_);
}

bool Pacer::shown(double pts, Moment due, Moment now) {
    const Duration behind = now - due;
    const bool late = behind > durationOf(period());
    anchorAt(pts, behind > kFallenBehind ? now : due);
    return late;
}

void Pacer::shownOutOfTurn(double pts, Moment now) {
    anchorAt(pts, now);
}

void Pacer::anchorAt(double pts, Moment moment) {
    if (anchorPts_ && pts > *anchorPts_) {
        lastStep_ = pts - *anchorPts_;
    }
    anchorPts_ = pts;
    anchor_ = moment;
}

void Pacer::shift(Duration by) {
    anchor_ += by;
}

void Pacer::restart() {
    anchorPts_.reset();
    lastStep_.reset();
}

}  // namespace handscope::capture
