// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/strip/StripScale.h"

#include <cmath>

namespace handscope::ui {

void StripScale::setSpan(double begin, double end) {
    if (!std::isfinite(begin) || !std::isfinite(end)) {
        return;
    }
    const bool all = showsAll();
    const double from = shownFrom();
    const double span = shownSpan();
    begin_ = begin;
    scale_.setDuration(end - begin);
    if (!all && span > 0.0) {
        scale_.zoom(scale_.duration() / span, 0.0);
        scale_.scroll(from - shownFrom());
    }
}

bool StripScale::isShown(double seconds) const noexcept {
    return seconds >= shownFrom() && seconds <= shownTo();
}

}  // namespace handscope::ui
