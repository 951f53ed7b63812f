// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/plot/CurvePlot.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <string>
#include <utility>

#include "app/plot/PlotStyle.h"

namespace handscope::app {
namespace {

/// The values of an axis and where they lie on the sheet.
struct Axis {
    double low = 0.0;
    double high = 1.0;
    double lowPlace = 0.0;  ///< pixels
    double highPlace = 1.0;

    double place(double value) const {
        return lowPlace + (value - low) / (high - low) * (highPlace - lowPlace);
    }
};

struct Span {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();

    void add(const std::vector<double>& values) {
        for (const double value : values) {
            low = std::min(low, value);
            high = std::max(high, value);
        }
    }

    /// Whether all values are the same, but for the rounding of sums.
    bool isFlat() const { return high - low <= 1e-9 * std::max(std::abs(low), std::abs(high)); }

    /// Never empty, with a margin of a share of itself.
    Span widened(double share) const {
        if (!(low <= high)) {
            return {0.0, 1.0};
        }
        const double space = isFlat() ? std::max(std::abs(low) * 0.1, 1e-6) : (high - low) * share;
        return {low - space, high + space};
    }
};

/// Extremes of single points must not flatten a curve that was smoothed to be read.
Span heightsOf(const CurvePanel& panel) {
    Span span;
    for (const Curve& curve : panel.curves) {
        span.add(curve.y);
    }
    if (std::any_of(panel.curves.begin(), panel.curves.end(),
                    [](const Curve& curve) { return !curve.raw.empty(); })) {
        return span.widened(0.15);
    }
    return span.widened(0.06);
}

Span lengthsOf(const CurveFigure& figure) {
    Span span;
    for (const CurvePanel& panel : figure.panels) {
        for (const Curve& curve : panel.curves) {
            span.add(curve.x);
        }
    }
    return span.low <= span.high && !span.isFlat() ? span : span.widened(0.0);
}

std::string tickText(double value, double step, double largest) {
    if (value == 0.0) {
        return "0";
    }
    if (largest >= 1e4 && largest < 1e9) {
        const bool millions = largest >= 2e6;
        return formatted("%g", value / (millions ? 1e6 : 1e3)) + (millions ? " M" : " k");
    }
    if (largest >= 1e9 || step < 1e-4) {
        return formatted("%.3g", value);
    }
    const int decimals = std::max(0, -static_cast<int>(std::floor(std::log10(step) + 1e-9)));
    std::array<char, 64> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.*f", decimals, value);
    return buffer.data();
}

std::vector<std::pair<double, std::string>> labelledTicks(const Axis& axis, int count) {
    const auto ticks = niceTicks(axis.low, axis.high, count);
    const double step = ticks.size() > 1 ? ticks[1] - ticks[0] : axis.high - axis.low;
    const double largest = std::max(std::abs(axis.low), std::abs(axis.high));
    std::vector<std::pair<double, std::string>> result;
    for (const double tick : ticks) {
        result.emplace_back(tick, tickText(tick, step, largest));
    }
    return result;
}

double widestTick(const CurveFigure& figure, int count) {
    double widest = 0.0;
    for (const CurvePanel& panel : figure.panels) {
        const Span heights = heightsOf(panel);
        for (const auto& [value, text] : labelledTicks({heights.low, heights.high}, count)) {
            widest = std::max(widest, Canvas::textWidth(text, kTickSize));
        }
    }
    return widest;
}

/// Points of a curve, with those outside the axis drawn at its edge's far side and cut there.
std::vector<cv::Point2d> pointsOf(const std::vector<double>& x, const std::vector<double>& y,
                                  const Axis& across, const Axis& up) {
    std::vector<cv::Point2d> points;
    for (std::size_t i = 0; i < x.size(); ++i) {
        points.emplace_back(across.place(x[i]), up.place(std::clamp(y[i], up.low, up.high)));
    }
    return points;
}

/// Draws one figure onto a canvas, from above to below.
class FigurePainter {
public:
    FigurePainter(const CurveFigure& figure, int width, int height)
        : figure_(figure), canvas_(width, height) {}

    RgbImage paint() {
        canvas_.text(fitted(figure_.title, kTitleSize, canvas_.width() - 2 * kMargin),
                     {kMargin, kMargin + kTitleSize / 2}, kTitleSize, kInk);
        double top = kMargin + (figure_.title.empty() ? 0.0 : kTitleSize + 18.0);
        top = paintLegend(top);
        const double bottom = canvas_.height() - kMargin - kNameSize - kTickSize - 18.0;
        const double each = (bottom - top) / static_cast<double>(figure_.panels.size());
        const int ticks = std::clamp(static_cast<int>((each - 50.0) / 28.0), 3, 8);
        const Span lengths = lengthsOf(figure_);
        across_ = {lengths.low, lengths.high, kMargin + widestTick(figure_, ticks) + 10.0,
                   canvas_.width() - kMargin - 12.0};
        for (const CurvePanel& panel : figure_.panels) {
            paintPanel(panel, top, top + each, ticks);
            top += each;
        }
        paintLengths(bottom);
        return canvas_.finished();
    }

private:
    const CurveFigure& figure_;
    Canvas canvas_;
    Axis across_;

    /// The names of the curves in rows; gives where the next thing may begin.
    double paintLegend(double top) {
        if (figure_.panels.empty() || figure_.panels.front().curves.size() < 2) {
            return top;
        }
        const auto& curves = figure_.panels.front().curves;
        double x = kMargin;
        for (std::size_t i = 0; i < curves.size(); ++i) {
            const std::string name =
                fitted(curves[i].name, kNameSize, canvas_.width() - 2 * kMargin - 32.0);
            const double width = 32.0 + Canvas::textWidth(name, kNameSize);
            if (x > kMargin && x + width > canvas_.width() - kMargin) {
                x = kMargin;
                top += kNameSize + 12.0;
            }
            const double middle = top + kNameSize / 2;
            canvas_.line({x, middle}, {x + 22.0, middle}, colourOf(i), 3.0);
            canvas_.text(name, {x + 30.0, middle}, kNameSize, kInk);
            x += width + 26.0;
        }
        return top + kNameSize + 18.0;
    }

    void paintPanel(const CurvePanel& panel, double top, double bottom, int ticks) {
        const Span heights = heightsOf(panel);
        const double middle = top + kNameSize / 2;
        canvas_.text(fitted(panel.yName, kNameSize, across_.highPlace - across_.lowPlace),
                     {across_.lowPlace, middle}, kNameSize, kInk);
        paintLastValues(panel, middle);
        const Axis up{heights.low, heights.high, bottom - 16.0, top + kNameSize + 10.0};
        paintGrid(up, ticks);
        for (std::size_t i = 0; i < panel.curves.size(); ++i) {
            const Curve& curve = panel.curves[i];
            if (!curve.raw.empty()) {
                paintCurve(curve.x, curve.raw, up, faint(colourOf(i)), 1.0);
            }
        }
        for (std::size_t i = 0; i < panel.curves.size(); ++i) {
            paintCurve(panel.curves[i].x, panel.curves[i].y, up, colourOf(i), 1.8);
        }
    }

    /// Where each curve ends, in its colour, at the panel's right.
    void paintLastValues(const CurvePanel& panel, double middle) {
        double right = across_.highPlace;
        for (std::size_t i = std::min<std::size_t>(panel.curves.size(), 4); i-- > 0;) {
            const Curve& curve = panel.curves[i];
            if (!curve.y.empty()) {
                const std::string text = formatted("%.4g", curve.y.back());
                canvas_.text(text, {right, middle}, kNameSize, colourOf(i), Align::Right);
                right -= Canvas::textWidth(text, kNameSize) + 16.0;
            }
        }
        canvas_.text("last", {right, middle}, kNameSize, kFaintInk, Align::Right);
    }

    void paintGrid(const Axis& up, int ticks) {
        for (const auto& [value, text] : labelledTicks(up, ticks)) {
            const double y = up.place(value);
            canvas_.line({across_.lowPlace, y}, {across_.highPlace, y}, kGrid, 1.0);
            canvas_.text(text, {across_.lowPlace - 9.0, y}, kTickSize, kFaintInk, Align::Right);
        }
        for (const auto& [value, text] : labelledTicks(across_, lengthTicks())) {
            const double x = across_.place(value);
            canvas_.line({x, up.highPlace}, {x, up.lowPlace}, kGrid, 1.0);
        }
        canvas_.line({across_.lowPlace, up.highPlace}, {across_.lowPlace, up.lowPlace}, kAxis, 1.0);
        canvas_.line({across_.lowPlace, up.lowPlace}, {across_.highPlace, up.lowPlace}, kAxis, 1.0);
    }

    void paintCurve(const std::vector<double>& x, const std::vector<double>& y, const Axis& up,
                    const Colour& colour, double thickness) {
        const auto points = pointsOf(x, y, across_, up);
        if (points.size() > 1) {
            canvas_.polyline(points, colour, thickness);
        }
        // Few points are shown as such: between them nothing was measured.
        if (points.size() < 40) {
            for (const cv::Point2d& point : points) {
                canvas_.disc(point, thickness * 1.5, colour);
            }
        }
    }

    int lengthTicks() const {
        return std::clamp(static_cast<int>((across_.highPlace - across_.lowPlace) / 100.0), 2, 12);
    }

    void paintLengths(double bottom) {
        const double middle = bottom - 16.0 + 8.0 + kTickSize / 2;
        for (const auto& [value, text] : labelledTicks(across_, lengthTicks())) {
            canvas_.text(text, {across_.place(value), middle + 4.0}, kTickSize, kFaintInk,
                         Align::Centre);
        }
        canvas_.text(figure_.xName,
                     {(across_.lowPlace + across_.highPlace) / 2, middle + kTickSize + 16.0},
                     kNameSize, kInk, Align::Centre);
    }
};

}  // namespace

std::vector<double> niceTicks(double low, double high, int count) {
    const double rough = (high - low) / std::max(count, 1);
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    double step = 10.0 * power;
    for (const double factor : {5.0, 2.0, 1.0}) {
        step = factor * power >= rough * (1.0 - 1e-9) ? factor * power : step;
    }
    std::vector<double> ticks;
    const double slack = 1e-9 * (high - low);
    const double first = std::ceil((low - slack) / step);
    // No more than asked for and one: where the numbers lie too close for the step, all are one.
    for (int i = 0; i <= count && (first + i) * step <= high + slack; ++i) {
        ticks.push_back((first + i) * step + 0.0);  // +0: no negative zero
    }
    return ticks;
}

RgbImage drawCurves(const CurveFigure& figure, int width, int height) {
    return FigurePainter(figure, width, height).paint();
}

}  // namespace handscope::app
