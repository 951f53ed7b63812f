// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/decision/DecisionCurve.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "ui/Theme.h"

namespace handscope::ui {
namespace {

/// The colours of what fires and of what ends it: apart in lightness too, and their lines have
/// words.
struct Colours {
    QColor first;
    QColor second;
    QColor on;
    QColor off;
    QColor quiet;
};

Colours coloursOf(const QPalette& palette) {
    const bool dark = isDark(palette);
    return {palette.color(QPalette::Highlight), dark ? QColor(0xb48ead) : QColor(0x8a5a83),
            dark ? QColor(0x5cc98a) : QColor(0x1d7f46), dark ? QColor(0xf0a35e) : QColor(0xb45309),
            quietText(palette)};
}

/// Paints one sketch into a room: the curves above, two bars below.
class Drawing {
public:
    Drawing(QPainter& painter, const QRectF& room, const DecisionSketch& sketch,
            const DecisionValues& values, const QPalette& palette)
        : painter_(painter),
          background_(palette.color(QPalette::Window)),
          sketch_(sketch),
          values_(values),
          colours_(coloursOf(palette)),
          line_(painter.fontMetrics().height()),
          plot_(room.adjusted(0.0, 2.0, 0.0, -2.0 * (line_ + 2.0))) {}

    void paint() {
        gesture();
        threshold(values_.onThreshold, colours_.on);
        threshold(values_.offThreshold, colours_.off);
        curves();
        label(values_.onThreshold, DecisionCurve::tr("fires at"), colours_.on, /*above=*/true);
        label(values_.offThreshold, DecisionCurve::tr("ends below"), colours_.off,
              /*above=*/false);
        if (sketch_.fired) {
            outcome();
        } else {
            painter_.setPen(colours_.quiet);
            painter_.drawText(QRectF(plot_.left(), plot_.bottom() + 2.0, plot_.width(), 2 * line_),
                              Qt::AlignCenter | Qt::TextWordWrap,
                              DecisionCurve::tr("This gesture of two seconds would not fire."));
        }
    }

private:
    QPainter& painter_;
    QColor background_;
    const DecisionSketch& sketch_;
    const DecisionValues& values_;
    Colours colours_;
    double line_;
    QRectF plot_;

    double x(double seconds) const { return plot_.left() + seconds / sketch_.span * plot_.width(); }
    double y(double score) const { return plot_.bottom() - score * (plot_.height() - 2.0); }

    /// When the gesture is made.
    void gesture() {
        QColor fill = colours_.quiet;
        fill.setAlpha(30);
        const QRectF made(QPointF(x(sketch_.gestureStart), plot_.top()),
                          QPointF(x(sketch_.gestureEnd), plot_.bottom()));
        painter_.fillRect(made, fill);
        painter_.setPen(colours_.quiet);
        painter_.drawText(
            made.adjusted(4.0, 0.0, 0.0, 0.0), Qt::AlignLeft | Qt::AlignTop,
            painter_.fontMetrics().elidedText(DecisionCurve::tr("gesture"), Qt::ElideRight,
                                              static_cast<int>(made.width()) - 4));
        painter_.drawLine(plot_.bottomLeft(), plot_.bottomRight());
    }

    void threshold(double score, const QColor& colour) {
        painter_.setPen(QPen(colour, 1.2, Qt::DashLine));
        painter_.drawLine(QPointF(plot_.left(), y(score)), QPointF(plot_.right(), y(score)));
    }

    /// Words on a threshold, at the right, over what is painted there.
    void label(double score, const QString& words, const QColor& colour, bool above) {
        const bool fitsAbove = y(score) - line_ >= plot_.top();
        const bool fitsBelow = y(score) + line_ <= plot_.bottom();
        const bool goesAbove = above ? fitsAbove : !fitsBelow;
        const double top = goesAbove ? y(score) - line_ - 1.0 : y(score) + 1.0;
        const QString text =
            DecisionCurve::tr("%1 %2 %").arg(words).arg(std::round(score * 1000.0) / 10.0);
        const double width = painter_.fontMetrics().horizontalAdvance(text) + 6.0;
        const QRectF room(plot_.right() - width, top, width, line_);
        QColor backed = background_;
        backed.setAlpha(205);
        painter_.fillRect(room, backed);
        painter_.setPen(colour);
        painter_.drawText(room, Qt::AlignCenter, text);
    }

    QPolygonF line(const QVector<QPointF>& points) const {
        QPolygonF polygon;
        for (const QPointF& point : points) {
            polygon << QPointF(x(point.x()), y(point.y()));
        }
        return polygon;
    }

    void curves() {
        painter_.save();
        painter_.setClipRect(plot_.adjusted(-1.0, -1.0, 1.0, 1.0));
        painter_.setPen(QPen(colours_.quiet, 1.0, Qt::DotLine));
        painter_.drawPolyline(line(sketch_.single));
        painter_.setPen(QPen(colours_.second, 1.4));
        painter_.drawPolyline(line(sketch_.second));
        painter_.setPen(QPen(colours_.first, 2.0));
        const QPolygonF first = line(sketch_.first);
        painter_.drawPolyline(first);
        // A dot a window, as long as they can be told apart.
        if (first.size() > 1 && first[1].x() - first[0].x() >= 5.0) {
            painter_.setPen(Qt::NoPen);
            painter_.setBrush(colours_.first);
            for (const QPointF& point : first) {
                painter_.drawEllipse(point, 2.2, 2.2);
            }
        }
        painter_.restore();
        if (sketch_.met) {
            lead();
        }
    }

    /// How far the first is ahead of the second where the conditions were met.
    void lead() {
        const auto at =
            std::find_if(sketch_.first.begin(), sketch_.first.end(),
                         [this](const QPointF& point) { return point.x() >= *sketch_.met; });
        const auto index = at - sketch_.first.begin();
        const double top = y(sketch_.first[index].y());
        const double needed = y(sketch_.second[index].y() + values_.margin);
        const double bottom = y(sketch_.second[index].y());
        const double place = x(*sketch_.met);
        painter_.setPen(QPen(colours_.second, 1.0, Qt::DotLine));
        painter_.drawLine(QPointF(place, top), QPointF(place, bottom));
        painter_.setPen(QPen(colours_.second, 3.0, Qt::SolidLine, Qt::FlatCap));
        painter_.drawLine(QPointF(place, needed), QPointF(place, bottom));
    }

    void bar(double from, double to, double top, const QColor& colour, const QString& words) {
        QRectF room(QPointF(x(from), top), QPointF(std::max(x(to), x(from) + 2.0), top + line_));
        QColor fill = colour;
        fill.setAlpha(70);
        painter_.setPen(QPen(colour, 1.0));
        painter_.setBrush(fill);
        painter_.drawRoundedRect(room, 2.0, 2.0);
        painter_.setPen(colours_.quiet);
        const double width = painter_.fontMetrics().horizontalAdvance(words);
        // Beside the bar where there is no room on it.
        const bool fits = width + 8.0 <= room.width();
        const double left =
            fits ? room.left() + 4.0 : std::min(room.right() + 4.0, plot_.right() - width);
        painter_.drawText(QRectF(left, top, width + 2.0, line_), Qt::AlignLeft | Qt::AlignVCenter,
                          words);
    }

    void outcome() {
        painter_.setPen(QPen(colours_.on, 1.4));
        painter_.drawLine(QPointF(x(*sketch_.fired), plot_.top()),
                          QPointF(x(*sketch_.fired), plot_.bottom()));
        QColor lasting = colours_.on;
        lasting.setAlpha(45);
        painter_.fillRect(
            QRectF(QPointF(x(*sketch_.met), y(1.0)), QPointF(x(*sketch_.fired), plot_.bottom())),
            lasting);
        painter_.setPen(colours_.on);
        painter_.drawText(
            QPointF(x(*sketch_.fired) + 4.0, plot_.top() + painter_.fontMetrics().ascent()),
            DecisionCurve::tr("fires"));
        const double top = plot_.bottom() + 2.0;
        bar(*sketch_.fired, sketch_.ended, top, colours_.first,
            DecisionCurve::tr("active until it ends"));
        bar(*sketch_.fired, sketch_.heldUntil, top + line_ + 1.0, colours_.on,
            DecisionCurve::tr("holds"));
    }
};

}  // namespace

DecisionCurve::DecisionCurve(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("decision.curve"));
    setAccessibleName(tr("What the values do"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setToolTip(
        tr("A made-up gesture of two seconds. Dotted: its score window by window. Thick: the "
           "average that decides, a dot a window. Thin: the class that comes second, with the lead "
           "that is asked for as a bar."));
    setValues({});
}

void DecisionCurve::setValues(const DecisionValues& values) {
    values_ = values;
    sketch_ = sketchOf(values);
    setAccessibleDescription(inWords());
    update();
}

QString DecisionCurve::inWords() const {
    if (!sketch_.fired) {
        return tr("A gesture of two seconds would not fire.");
    }
    return tr("A gesture of two seconds fires %1 s after it began and ends %2 s later.")
        .arg(*sketch_.fired - sketch_.gestureStart, 0, 'f', 2)
        .arg(sketch_.ended - *sketch_.fired, 0, 'f', 2);
}

QSize DecisionCurve::sizeHint() const {
    return {fontMetrics().averageCharWidth() * 45, fontMetrics().height() * 8};
}

QSize DecisionCurve::minimumSizeHint() const {
    return {fontMetrics().averageCharWidth() * 20, fontMetrics().height() * 7};
}

void DecisionCurve::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QFont small = font();
    small.setPointSizeF(std::max(6.0, small.pointSizeF() * 0.85));
    painter.setFont(small);
    Drawing(painter, QRectF(rect()).adjusted(1.0, 0.0, -1.0, -1.0), sketch_, values_, palette())
        .paint();
}

}  // namespace handscope::ui
