// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/guide/GesturePicture.h"

#include <QHash>
#include <QLineF>
#include <QPainterPath>
#include <QPolygonF>
#include <algorithm>
#include <cmath>
#include <numbers>

namespace handscope::ui {
namespace {

// All is drawn on a square of 100 × 100.
constexpr double kSide = 100.0;
constexpr double kFinger = 9.0;
constexpr double kStroke = 4.5;

enum class Hand { Open, TwoFingers, Pinch, ThumbUp, ThumbDown, Resting, Unknown };

enum class Motion {
    None,
    Left,
    Right,
    Up,
    Down,
    Away,
    Near,
    RollForward,
    RollBackward,
    Clockwise,
    Counterclockwise,
    Apart,
    Together,
    Shake,
    Stop,
    Drum,
    Other,
};

struct Drawn {
    Hand hand = Hand::Unknown;
    Motion motion = Motion::None;
};

const QHash<QString, Drawn>& drawings() {
    static const QHash<QString, Drawn> known{
        {"Swiping Left", {Hand::Open, Motion::Left}},
        {"Swiping Right", {Hand::Open, Motion::Right}},
        {"Swiping Down", {Hand::Open, Motion::Down}},
        {"Swiping Up", {Hand::Open, Motion::Up}},
        {"Pushing Hand Away", {Hand::Open, Motion::Away}},
        {"Pulling Hand In", {Hand::Open, Motion::Near}},
        {"Sliding Two Fingers Left", {Hand::TwoFingers, Motion::Left}},
        {"Sliding Two Fingers Right", {Hand::TwoFingers, Motion::Right}},
        {"Sliding Two Fingers Down", {Hand::TwoFingers, Motion::Down}},
        {"Sliding Two Fingers Up", {Hand::TwoFingers, Motion::Up}},
        {"Pushing Two Fingers Away", {Hand::TwoFingers, Motion::Away}},
        {"Pulling Two Fingers In", {Hand::TwoFingers, Motion::Near}},
        {"Rolling Hand Forward", {Hand::Resting, Motion::RollForward}},
        {"Rolling Hand Backward", {Hand::Resting, Motion::RollBackward}},
        {"Turning Hand Clockwise", {Hand::Open, Motion::Clockwise}},
        {"Turning Hand Counterclockwise", {Hand::Open, Motion::Counterclockwise}},
        {"Zooming In With Full Hand", {Hand::Open, Motion::Apart}},
        {"Zooming Out With Full Hand", {Hand::Open, Motion::Together}},
        {"Zooming In With Two Fingers", {Hand::Pinch, Motion::Apart}},
        {"Zooming Out With Two Fingers", {Hand::Pinch, Motion::Together}},
        {"Thumb Up", {Hand::ThumbUp, Motion::None}},
        {"Thumb Down", {Hand::ThumbDown, Motion::None}},
        {"Shaking Hand", {Hand::Open, Motion::Shake}},
        {"Stop Sign", {Hand::Open, Motion::Stop}},
        {"Drumming Fingers", {Hand::Open, Motion::Drum}},
        {"No gesture", {Hand::Resting, Motion::None}},
        {"Doing other things", {Hand::Resting, Motion::Other}},
    };
    return known;
}

/// The parts of a hand as lines with round ends, and its palm.
struct Skeleton {
    QRectF palm;
    QVector<QLineF> fingers;
};

Skeleton skeletonOf(Hand hand) {
    switch (hand) {
        case Hand::Open:
            return {{33, 44, 36, 36},
                    {{38, 48, 33, 20},
                     {47, 46, 45, 12},
                     {56, 46, 58, 13},
                     {64, 50, 70, 24},
                     {37, 68, 19, 52}}};
        case Hand::TwoFingers:
            return {{34, 46, 34, 34}, {{43, 50, 40, 14}, {54, 50, 58, 15}, {40, 66, 56, 60}}};
        case Hand::Pinch:
            return {{36, 48, 34, 32}, {{58, 52, 66, 22}, {42, 58, 28, 32}}};
        case Hand::ThumbUp:
            return {{34, 44, 36, 38},
                    {{42, 50, 40, 16}, {60, 52, 72, 52}, {60, 62, 73, 62}, {60, 72, 72, 72}}};
        case Hand::ThumbDown:
            return {{34, 18, 36, 38},
                    {{42, 50, 40, 84}, {60, 28, 72, 28}, {60, 38, 73, 38}, {60, 48, 72, 48}}};
        case Hand::Resting:
            return {{32, 42, 38, 22}, {{66, 48, 84, 50}, {66, 56, 82, 58}, {40, 60, 56, 70}}};
        case Hand::Unknown:
            break;
    }
    return {};
}

QPainterPath handPath(Hand hand) {
    const Skeleton skeleton = skeletonOf(hand);
    QPainterPath path;
    path.addRoundedRect(skeleton.palm, 11, 11);
    QPainterPathStroker round;
    round.setWidth(kFinger);
    round.setCapStyle(Qt::RoundCap);
    for (const QLineF& finger : skeleton.fingers) {
        QPainterPath line(finger.p1());
        line.lineTo(finger.p2());
        path = path.united(round.createStroke(line));
    }
    return path;
}

/// The head of an arrow that ends at `tip` and comes from `from`.
QPolygonF headAt(QPointF tip, QPointF from, double size = 11.0) {
    const QLineF back(tip, from);
    QLineF left = QLineF::fromPolar(size, back.angle() + 32.0).translated(tip);
    QLineF right = QLineF::fromPolar(size, back.angle() - 32.0).translated(tip);
    return QPolygonF({tip, left.p2(), right.p2()});
}

class MotionPainter {
public:
    MotionPainter(QPainter& painter, const QColor& colour) : painter_(painter), colour_(colour) {}

    void paint(Motion motion) {
        switch (motion) {
            case Motion::None:
                break;
            case Motion::Left:
                arrow({84, 92}, {16, 92});
                break;
            case Motion::Right:
                arrow({16, 92}, {84, 92});
                break;
            case Motion::Up:
                arrow({90, 86}, {90, 18});
                break;
            case Motion::Down:
                arrow({90, 18}, {90, 86});
                break;
            case Motion::Away:
                taper({12, 94}, 7.0, {30, 82}, 2.0);
                taper({88, 94}, 7.0, {70, 82}, 2.0);
                break;
            case Motion::Near:
                taper({30, 80}, 2.0, {12, 92}, 7.0);
                taper({70, 80}, 2.0, {88, 92}, 7.0);
                break;
            case Motion::RollForward:
                arc({22, 12, 62, 76}, 200.0, -250.0);
                break;
            case Motion::RollBackward:
                arc({22, 12, 62, 76}, -20.0, 250.0);
                break;
            case Motion::Clockwise:
                arc({8, 6, 84, 84}, 160.0, -140.0);
                break;
            case Motion::Counterclockwise:
                arc({8, 6, 84, 84}, 20.0, 140.0);
                break;
            case Motion::Apart:
                arrow({42, 92}, {14, 92});
                arrow({58, 92}, {86, 92});
                break;
            case Motion::Together:
                arrow({12, 92}, {42, 92});
                arrow({88, 92}, {58, 92});
                break;
            case Motion::Shake:
                arrow({50, 92}, {14, 92});
                arrow({50, 92}, {86, 92});
                break;
            case Motion::Stop:
                octagon();
                break;
            case Motion::Drum:
                drum();
                break;
            case Motion::Other:
                dots();
                break;
        }
    }

private:
    QPainter& painter_;
    QColor colour_;

    QPen pen() const { return QPen(colour_, kStroke, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin); }

    void fill(const QPolygonF& polygon) {
        painter_.setPen(Qt::NoPen);
        painter_.setBrush(colour_);
        painter_.drawPolygon(polygon);
    }

    void arrow(QPointF from, QPointF to) {
        painter_.setPen(pen());
        const QLineF line(from, to);
        painter_.drawLine(QLineF(from, line.pointAt(1.0 - 6.0 / line.length())));
        fill(headAt(to, from));
    }

    /// An arrow that is narrow where it is far.
    void taper(QPointF from, double fromWidth, QPointF to, double toWidth) {
        const QLineF line(from, to);
        const QPointF end = line.pointAt(0.7);
        const QLineF normal = line.normalVector().unitVector();
        const QPointF across(normal.dx(), normal.dy());
        fill(QPolygonF({from + across * fromWidth / 2, end + across * toWidth / 2,
                        end - across * toWidth / 2, from - across * fromWidth / 2}));
        fill(headAt(to, from, 5.0 + toWidth * 1.6));
    }

    /// Degrees, counterclockwise from the right.
    void arc(const QRectF& box, double start, double sweep) {
        painter_.setPen(pen());
        painter_.setBrush(Qt::NoBrush);
        const double shortened = sweep > 0.0 ? sweep - 6.0 : sweep + 6.0;
        painter_.drawArc(box, static_cast<int>(start * 16), static_cast<int>(shortened * 16));
        const auto at = [&](double degrees) {
            const double angle = degrees * std::numbers::pi / 180.0;
            return box.center() +
                   QPointF(std::cos(angle) * box.width() / 2, -std::sin(angle) * box.height() / 2);
        };
        fill(headAt(at(start + sweep), at(start + sweep - (sweep > 0.0 ? 14.0 : -14.0))));
    }

    void octagon() {
        QPolygonF corners;
        for (int i = 0; i < 8; ++i) {
            const double angle = (i + 0.5) * std::numbers::pi / 4.0;
            corners << QPointF(50.0 + 47.0 * std::cos(angle), 48.0 + 47.0 * std::sin(angle));
        }
        painter_.setPen(pen());
        painter_.setBrush(Qt::NoBrush);
        painter_.drawPolygon(corners);
    }

    /// The fingers go up and down one after another.
    void drum() {
        painter_.setPen(pen());
        for (int i = 0; i < 4; ++i) {
            const double x = 24.0 + i * 17.0;
            const double length = i % 2 == 0 ? 9.0 : 5.0;
            painter_.drawLine(QPointF(x, 92.0 - length), QPointF(x, 92.0));
        }
    }

    void dots() {
        painter_.setPen(Qt::NoPen);
        painter_.setBrush(colour_);
        for (int i = 0; i < 3; ++i) {
            painter_.drawEllipse(QPointF(34.0 + i * 16.0, 24.0), 4.5, 4.5);
        }
    }
};

}  // namespace

void paintGesture(QPainter& painter, const QRectF& place, const QString& label,
                  const GestureColours& colours) {
    const double side = std::min(place.width(), place.height());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(place.center() - QPointF(side / 2, side / 2));
    painter.scale(side / kSide, side / kSide);
    const Drawn drawn = drawings().value(label);
    if (drawn.hand == Hand::Unknown) {
        QFont font = painter.font();
        font.setPixelSize(60);
        painter.setFont(font);
        painter.setPen(colours.hand);
        painter.drawText(QRectF(0, 0, kSide, kSide), Qt::AlignCenter, QStringLiteral("?"));
    } else {
        QColor fill = colours.hand;
        fill.setAlphaF(0.18F);
        painter.setPen(QPen(colours.hand, 3.0, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.setBrush(fill);
        painter.drawPath(handPath(drawn.hand));
        MotionPainter(painter, colours.motion).paint(drawn.motion);
    }
    painter.restore();
}

}  // namespace handscope::ui
