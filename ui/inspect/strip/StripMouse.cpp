// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/strip/StripMouse.h"

#include <QApplication>
#include <QWheelEvent>
#include <cmath>

namespace handscope::ui {
namespace {

constexpr double kZoomOfAStep = 1.25;
constexpr double kUnitsOfAStep = 120.0;
// Of what is shown.
constexpr double kScrollOfAStep = 0.125;

}  // namespace

void StripMouse::press(const QPointF& point) {
    pressed_ = point;
    pressedFrom_ = picture_.scale.shownFrom();
    if (point.y() >= picture_.axisRow().top()) {
        drag_ = Drag::AxisPress;
        return;
    }
    drag_ = Drag::Cursor;
    Q_EMIT cursorWanted(picture_.secondsAt(point.x()));
}

void StripMouse::move(const QPointF& point) {
    switch (drag_) {
        case Drag::None:
            return;
        case Drag::Cursor:
            Q_EMIT cursorWanted(picture_.secondsAt(point.x()));
            return;
        case Drag::AxisPress:
            if ((point - pressed_).manhattanLength() < QApplication::startDragDistance()) {
                return;
            }
            drag_ = Drag::Scroll;
            [[fallthrough]];
        case Drag::Scroll:
            picture_.scale.scroll(pressedFrom_ - picture_.scale.shownFrom() +
                                  (pressed_.x() - point.x()) * picture_.scale.secondsPerPixel());
            Q_EMIT pictureChanged();
    }
}

void StripMouse::release(const QPointF& point) {
    const Drag ended = drag_;
    cancel();
    if (ended == Drag::AxisPress) {
        Q_EMIT cursorWanted(picture_.secondsAt(point.x()));
    }
}

void StripMouse::doubleClick(const QPointF& point) {
    if (const StripEvent* event = picture_.eventAt(point)) {
        Q_EMIT cursorWanted(event->fired);
    } else {
        press(point);
    }
}

void StripMouse::wheel(const QWheelEvent& event) {
    const QPoint turn = event.angleDelta();
    if (event.modifiers().testFlag(Qt::ShiftModifier) || turn.y() == 0) {
        const double steps = (turn.y() != 0 ? turn.y() : turn.x()) / kUnitsOfAStep;
        picture_.scale.scroll(-steps * kScrollOfAStep * picture_.scale.shownSpan());
    } else {
        picture_.scale.zoom(std::pow(kZoomOfAStep, turn.y() / kUnitsOfAStep),
                            event.position().x() - StripPicture::kLeft);
    }
    Q_EMIT pictureChanged();
}

}  // namespace handscope::ui
