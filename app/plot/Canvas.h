// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "app/MapImage.h"

namespace handscope::app {

using Colour = cv::Scalar;  ///< BGR

/// Where a text's anchor lies in it.
enum class Align { Left, Centre, Right };

/// A sheet to draw charts on, in pixels of the finished picture.
///
/// Draws larger than asked for and shrinks at the end: OpenCV's lines and letters come out smooth.
/// One thread.
class Canvas {
public:
    Canvas(int width, int height);

    int width() const noexcept { return width_; }
    int height() const noexcept { return height_; }

    void line(cv::Point2d from, cv::Point2d to, const Colour& colour, double thickness);
    void polyline(const std::vector<cv::Point2d>& points, const Colour& colour, double thickness);
    void fill(const cv::Rect2d& area, const Colour& colour);
    void disc(cv::Point2d centre, double radius, const Colour& colour);

    /// `size`: height of a capital letter, pixels. `place`: the anchor, in the middle of that
    /// height. Letters outside ASCII become "?".
    void text(const std::string& text, cv::Point2d place, double size, const Colour& colour,
              Align align = Align::Left);

    /// The same, read from below to above; `place` is the middle of the text.
    void textUpwards(const std::string& text, cv::Point2d place, double size, const Colour& colour);

    /// Slanting upwards to the right from `place`, its lower left end.
    void textSlanted(const std::string& text, cv::Point2d place, double size, const Colour& colour,
                     double degrees);

    static double textWidth(const std::string& text, double size);

    RgbImage finished() const;

private:
    int width_;
    int height_;
    cv::Mat sheet_;

    void blend(const cv::Mat& ink, const Colour& colour);
};

}  // namespace handscope::app
