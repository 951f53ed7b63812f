// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/plot/Canvas.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace handscope::app {
namespace {

constexpr int kEnlarged = 3;          // the sheet over the finished picture
constexpr int kFractionBits = 4;      // of OpenCV's fixed-point coordinates
constexpr double kCapitalUnits = 21;  // height of a capital at font scale 1, pixels
constexpr int kFont = cv::FONT_HERSHEY_SIMPLEX;

cv::Point fixedPoint(cv::Point2d point) {
    constexpr double kUnits = kEnlarged * (1 << kFractionBits);
    return {static_cast<int>(std::lround(point.x * kUnits)),
            static_cast<int>(std::lround(point.y * kUnits))};
}

int enlarged(double length) {
    return std::max(1, static_cast<int>(std::lround(length * kEnlarged)));
}

double fontScale(double size) {
    return size * kEnlarged / kCapitalUnits;
}

int fontThickness(double size) {
    return std::max(1, static_cast<int>(std::lround(size * kEnlarged * 0.115)));
}

/// OpenCV's fonts know ASCII alone, and would print one mark a byte.
std::string asAscii(const std::string& text) {
    std::string result;
    for (const char character : text) {
        const auto byte = static_cast<unsigned char>(character);
        if (byte < 0x80) {
            result += byte < 0x20 ? ' ' : character;
        } else if (byte >= 0xC0) {
            result += '?';
        }
    }
    return result;
}

/// The text alone as ink (255) on a strip with its anchor in the middle of the strip's height.
cv::Mat inkOf(const std::string& text, double size) {
    const int width = enlarged(Canvas::textWidth(text, size)) + 4 * kEnlarged;
    const int height = enlarged(size * 2.2);
    cv::Mat ink(height, width, CV_8UC1, cv::Scalar(0));
    cv::putText(ink, asAscii(text),
                {2 * kEnlarged, static_cast<int>(std::lround(height / 2.0 + size * kEnlarged / 2))},
                kFont, fontScale(size), cv::Scalar(255), fontThickness(size), cv::LINE_AA);
    return ink;
}

}  // namespace

Canvas::Canvas(int width, int height)
    : width_(width),
      height_(height),
      sheet_(height * kEnlarged, width * kEnlarged, CV_8UC3, cv::Scalar::all(255)) {}

void Canvas::line(cv::Point2d from, cv::Point2d to, const Colour& colour, double thickness) {
    cv::line(sheet_, fixedPoint(from), fixedPoint(to), colour, enlarged(thickness), cv::LINE_AA,
             kFractionBits);
}

void Canvas::polyline(const std::vector<cv::Point2d>& points, const Colour& colour,
                      double thickness) {
    std::vector<cv::Point> fixed;
    std::transform(points.begin(), points.end(), std::back_inserter(fixed), fixedPoint);
    cv::polylines(sheet_, fixed, /*isClosed=*/false, colour, enlarged(thickness), cv::LINE_AA,
                  kFractionBits);
}

void Canvas::fill(const cv::Rect2d& area, const Colour& colour) {
    const cv::Point begin(cvRound(area.x * kEnlarged), cvRound(area.y * kEnlarged));
    const cv::Point end(cvRound((area.x + area.width) * kEnlarged),
                        cvRound((area.y + area.height) * kEnlarged));
    cv::Mat(sheet_, cv::Rect(begin, end) & cv::Rect({}, sheet_.size())).setTo(colour);
}

void Canvas::disc(cv::Point2d centre, double radius, const Colour& colour) {
    cv::circle(sheet_, fixedPoint(centre), enlarged(radius * (1 << kFractionBits)), colour,
               cv::FILLED, cv::LINE_AA, kFractionBits);
}

void Canvas::text(const std::string& text, cv::Point2d place, double size, const Colour& colour,
                  Align align) {
    const double width = textWidth(text, size);
    const double shift = align == Align::Left ? 0.0 : align == Align::Centre ? width / 2 : width;
    const cv::Point corner(cvRound((place.x - shift) * kEnlarged),
                           cvRound((place.y + size / 2) * kEnlarged));
    cv::putText(sheet_, asAscii(text), corner, kFont, fontScale(size), colour, fontThickness(size),
                cv::LINE_AA);
}

void Canvas::textUpwards(const std::string& text, cv::Point2d place, double size,
                         const Colour& colour) {
    const double half = textWidth(text, size) / 2;
    textSlanted(text, {place.x, place.y + half}, size, colour, 90.0);
}

void Canvas::textSlanted(const std::string& text, cv::Point2d place, double size,
                         const Colour& colour, double degrees) {
    const cv::Mat ink = inkOf(text, size);
    const cv::Point2d anchor(2.0 * kEnlarged, ink.rows / 2.0);
    cv::Mat move = cv::getRotationMatrix2D(anchor, degrees, 1.0);
    move.at<double>(0, 2) += place.x * kEnlarged - anchor.x;
    move.at<double>(1, 2) += place.y * kEnlarged - anchor.y;
    cv::Mat turned;
    cv::warpAffine(ink, turned, move, sheet_.size(), cv::INTER_LINEAR);
    blend(turned, colour);
}

void Canvas::blend(const cv::Mat& ink, const Colour& colour) {
    const cv::Rect touched = cv::boundingRect(ink);
    for (int y = touched.y; y < touched.y + touched.height; ++y) {
        for (int x = touched.x; x < touched.x + touched.width; ++x) {
            const double share = ink.at<std::uint8_t>(y, x) / 255.0;
            auto& pixel = sheet_.at<cv::Vec3b>(y, x);
            for (int channel = 0; channel < 3; ++channel) {
                pixel[channel] = cv::saturate_cast<std::uint8_t>(pixel[channel] * (1.0 - share) +
                                                                 colour[channel] * share);
            }
        }
    }
}

double Canvas::textWidth(const std::string& text, double size) {
    int baseline = 0;
    const cv::Size extent =
        cv::getTextSize(asAscii(text), kFont, fontScale(size), fontThickness(size), &baseline);
    return static_cast<double>(extent.width) / kEnlarged;
}

RgbImage Canvas::finished() const {
    cv::Mat small;
    cv::resize(sheet_, small, {width_, height_}, 0.0, 0.0, cv::INTER_AREA);
    cv::cvtColor(small, small, cv::COLOR_BGR2RGB);
    const auto* const begin = small.ptr<std::uint8_t>();
    return {.width = width_, .height = height_, .pixels = {begin, begin + small.total() * 3}};
}

}  // namespace handscope::app
