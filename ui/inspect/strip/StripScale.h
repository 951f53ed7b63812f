// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/recordings/TimelineScale.h"

namespace handscope::ui {

/// Which stretch of a span of time a width of pixels shows. As TimelineScale, but for a span that
/// need not begin at 0 and that moves on, as the last minute of a live source does: what is shown
/// stays what it is. A value; any thread.
class StripScale {
public:
    /// Where all was shown, all is shown again; otherwise the same stretch, as far as it lies in
    /// the span.
    void setSpan(double begin, double end);
    void setShortest(double seconds) { scale_.setShortest(seconds); }
    void setWidth(double pixels) { scale_.setWidth(pixels); }

    double begin() const noexcept { return begin_; }
    double end() const noexcept { return begin_ + scale_.duration(); }
    bool isEmpty() const noexcept { return scale_.duration() <= 0.0; }

    double shownFrom() const noexcept { return begin_ + scale_.start(); }
    double shownTo() const noexcept { return begin_ + scale_.end(); }
    double shownSpan() const noexcept { return scale_.span(); }
    bool showsAll() const noexcept { return scale_.showsAll(); }
    bool isShown(double seconds) const noexcept;
    double secondsPerPixel() const noexcept { return scale_.secondsPerPixel(); }

    double pixelOf(double seconds) const noexcept { return scale_.pixelOf(seconds - begin_); }
    /// Held within the span.
    double secondsAt(double pixel) const noexcept { return begin_ + scale_.secondsAt(pixel); }

    /// Shows `factor` times less; the moment at the pixel stays where it is.
    void zoom(double factor, double pixel) { scale_.zoom(factor, pixel); }
    void showAll() { scale_.showAll(); }
    void scroll(double seconds) { scale_.scroll(seconds); }
    /// Scrolls no further than needed.
    void reveal(double from, double to) { scale_.reveal(from - begin_, to - begin_); }

    /// Seconds from one labelled mark to the next, with at least so many pixels between them.
    double markStep(double pixels) const noexcept { return scale_.markStep(pixels); }

private:
    TimelineScale scale_;
    double begin_ = 0.0;
};

}  // namespace handscope::ui
