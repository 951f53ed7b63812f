// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recordings/TimelineScale.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace handscope::ui {

void TimelineScale::setDuration(double seconds) {
    duration_ = std::isfinite(seconds) ? std::max(0.0, seconds) : 0.0;
    showAll();
}

void TimelineScale::setShortest(double seconds) {
    shortest_ = std::max(0.01, seconds);
}

void TimelineScale::setWidth(double pixels) {
    width_ = std::max(1.0, pixels);
}

double TimelineScale::secondsPerPixel() const noexcept {
    return span_ / width_;
}

double TimelineScale::pixelOf(double seconds) const noexcept {
    return span_ > 0.0 ? (seconds - start_) / span_ * width_ : 0.0;
}

double TimelineScale::secondsAt(double pixel) const noexcept {
    return std::clamp(start_ + pixel * secondsPerPixel(), 0.0, duration_);
}

void TimelineScale::zoom(double factor, double pixel) {
    if (!(factor > 0.0) || duration_ <= 0.0) {
        return;
    }
    const double held = secondsAt(pixel);
    span_ = std::clamp(span_ / factor, std::min(shortest_, duration_), duration_);
    moveTo(held - pixel * secondsPerPixel());
}

void TimelineScale::showAll() {
    start_ = 0.0;
    span_ = duration_;
}

void TimelineScale::scroll(double seconds) {
    moveTo(start_ + seconds);
}

void TimelineScale::reveal(double from, double to) {
    if (to > end()) {
        moveTo(to - span_);
    }
    if (from < start_) {
        moveTo(from);
    }
}

double TimelineScale::markStep(double pixels) const noexcept {
    constexpr std::array<double, 17> kSteps{0.1,   0.2,   0.5,    1.0,    2.0,   5.0,
                                            10.0,  15.0,  30.0,   60.0,   120.,  300.,
                                            600.0, 900.0, 1800.0, 3600.0, 7200.0};
    const double least = secondsPerPixel() * pixels;
    for (const double step : kSteps) {
        if (step >= least) {
            return step;
        }
    }
    return std::ceil(least / kSteps.back()) * kSteps.back();
}

void TimelineScale::moveTo(double start) {
    start_ = std::clamp(start, 0.0, std::max(0.0, duration_ - span_));
}

}  // namespace handscope::ui
