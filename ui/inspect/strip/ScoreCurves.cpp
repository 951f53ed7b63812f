// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/strip/ScoreCurves.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/Theme.h"
#include "ui/UnsharedPainting.h"
#include "ui/inspect/strip/StripColours.h"

namespace handscope::ui {
namespace {

constexpr double kLegendPadding = 4.0;
// Less than this up or down cannot be seen, pixels.
constexpr double kLevel = 0.3;

QBrush dashes(const QColor& colour, int dash, int gap) {
    QImage pattern(dash + gap, 1, QImage::Format_ARGB32_Premultiplied);
    pattern.fill(Qt::transparent);
    for (int x = 0; x < dash; ++x) {
        pattern.setPixelColor(x, 0, colour);
    }
    return QBrush(pattern);
}

class CurveBrush {
public:
    CurveBrush(QPainter& painter, const StripPicture& picture, const QPalette& palette)
        : painter_(painter),
          picture_(picture),
          palette_(palette),
          dark_(isDark(palette)),
          text_(palette.color(QPalette::WindowText)),
          shown_(picture.shownClasses()) {}

    void scoreMarks();
    void curves();
    void legend();

private:
    QPainter& painter_;
    const StripPicture& picture_;
    const QPalette& palette_;
    bool dark_;
    QColor text_;
    std::vector<int> shown_;  ///< the classes that have curves

    void scoreLine(double score, const QBrush& brush);
    void scoreText(double score, const QString& text);
    void curve(const StripScores::Run& run);
};

void CurveBrush::scoreLine(double score, const QBrush& brush) {
    const double y = std::floor(picture_.yOf(static_cast<float>(score)));
    const QRectF row = picture_.curveRow();
    fillRectUnshared(painter_, QRectF(row.left(), y, row.width(), 1.0), brush);
}

void CurveBrush::scoreText(double score, const QString& text) {
    const double y = picture_.yOf(static_cast<float>(score));
    const QRectF row = picture_.curveRow();
    painter_.setPen(quietText(palette_));
    const double height = painter_.fontMetrics().height();
    const double top = std::clamp(y - height / 2.0, row.top() - 4.0, row.bottom() - height + 4.0);
    painter_.drawText(QRectF(0.0, top, StripPicture::kLeft - 4.0, height),
                      Qt::AlignRight | Qt::AlignVCenter, text);
}

void CurveBrush::scoreMarks() {
    painter_.setRenderHint(QPainter::Antialiasing, false);
    for (const int score : {0, 1}) {
        scoreLine(score, faded(text_, 40));
        scoreText(score, QString::number(score));
    }
    scoreLine(picture_.offThreshold, dashes(faded(text_, 110), 1, 2));
    scoreLine(picture_.onThreshold, dashes(faded(text_, 150), 4, 2));
    scoreText(picture_.onThreshold, QString::number(picture_.onThreshold, 'g', 2));
}

void CurveBrush::curve(const StripScores::Run& run) {
    // Line by line: the stroke of a long polyline is filled as one shape, which takes ten times as
    // long. What runs level, as most do for most of the time, is one line, and level to the last
    // bit: Qt fills that in a few stretches, and any other long line pixel by pixel, which it
    // shares out among threads and waits for.
    QVector<QLineF> lines;
    lines.reserve(static_cast<qsizetype>(run.size()));
    QPointF from(picture_.xOf(run.front().seconds), picture_.yOf(run.front().score));
    QPointF level = from;
    for (const StripScores::Point& point : run) {
        const QPointF next(picture_.xOf(point.seconds), picture_.yOf(point.score));
        if (std::abs(next.y() - from.y()) < kLevel) {
            level.setX(next.x());
            continue;
        }
        if (level != from) {
            lines << QLineF(from, level);
        }
        lines << QLineF(level, next);
        from = level = next;
    }
    if (level != from || lines.isEmpty()) {
        lines << QLineF(from, level);
    }
    painter_.drawLines(lines);
}

void CurveBrush::curves() {
    const QRectF row = picture_.curveRow();
    painter_.save();
    painter_.setClipRect(row.adjusted(0.0, -1.0, 0.0, 1.0));
    const int columns = static_cast<int>(row.width());
    painter_.setRenderHint(QPainter::Antialiasing);
    // The class that leads most is painted last, over the others.
    for (auto index = shown_.rbegin(); index != shown_.rend(); ++index) {
        painter_.setPen(QPen(picture_.colours.strokeOf(picture_.labels.value(*index), dark_), 1.6));
        for (const StripScores::Run& run : picture_.scores.curve(
                 *index, picture_.scale.shownFrom(), picture_.scale.shownTo(), columns)) {
            curve(run);
        }
    }
    painter_.restore();
}

void CurveBrush::legend() {
    const QRectF row = picture_.legendRow();
    const QFontMetrics metrics = painter_.fontMetrics();
    const double mark = metrics.height() * 0.5;
    double x = row.left() + kLegendPadding;
    painter_.setRenderHint(QPainter::Antialiasing);
    for (const int index : shown_) {
        const QString label = picture_.labels.value(index);
        const double width = mark + kLegendPadding + metrics.horizontalAdvance(label);
        if (row.isEmpty() || x + width > row.right()) {
            break;
        }
        painter_.setPen(Qt::NoPen);
        painter_.setBrush(picture_.colours.strokeOf(label, dark_));
        painter_.drawEllipse(QRectF(x, row.center().y() - mark / 2.0, mark, mark));
        painter_.setPen(text_);
        painter_.drawText(QRectF(x + mark + kLegendPadding, row.top(), width, row.height()),
                          Qt::AlignLeft | Qt::AlignVCenter, label);
        x += width + 4.0 * kLegendPadding;
    }
}

}  // namespace

void paintScoreCurves(QPainter& painter, const StripPicture& picture, const QPalette& palette) {
    CurveBrush brush(painter, picture, palette);
    brush.scoreMarks();
    brush.curves();
    brush.legend();
}

}  // namespace handscope::ui
