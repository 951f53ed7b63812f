// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace handscope::ui {

/// Which stretch of a recording a width of pixels shows. A value; any thread.
class TimelineScale {
public:
    /// Shows all of a recording; a duration of 0 shows nothing.
    void setDuration(double seconds);
    /// No view becomes shorter than this.
    void setShortest(double seconds);
    void setWidth(double pixels);

    double duration() const noexcept { return duration_; }
    double start() const noexcept { return start_; }
    double span() const noexcept { return span_; }
    double end() const noexcept { return start_ + span_; }
    bool showsAll() const noexcept { return span_ >= duration_; }
    double secondsPerPixel() const noexcept;

    double pixelOf(double seconds) const noexcept;
    /// Held within the recording.
    double secondsAt(double pixel) const noexcept;

    /// Shows `factor` times less; the moment at the pixel stays where it is.
    void zoom(double factor, double pixel);
    void showAll();
    void scroll(double seconds);
    /// Scrolls no further than needed; a stretch longer than the view is shown from its start.
    void reveal(double from, double to);

    /// Seconds from one labelled mark to the next, with at least so many pixels between them.
    double markStep(double pixels) const noexcept;

private:
    double duration_ = 0.0;
    double shortest_ = 0.5;
    double width_ = 1.0;
    double start_ = 0.0;
    double span_ = 0.0;

    void moveTo(double start);
};

}  // namespace handscope::ui
