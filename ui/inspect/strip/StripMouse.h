// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointF>

#include "ui/inspect/strip/StripPicture.h"

class QWheelEvent;

namespace handscope::ui {

/// What the mouse does on a strip: moves the cursor, jumps to an event, zooms and scrolls. Changes
/// what stretch is shown of the picture, which it does not own and which outlives it, and nothing
/// else of it. GUI thread.
class StripMouse : public QObject {
    Q_OBJECT

public:
    explicit StripMouse(StripPicture& picture) : picture_(picture) {}

    /// With the left button.
    void press(const QPointF& point);
    void move(const QPointF& point);
    void release(const QPointF& point);
    void doubleClick(const QPointF& point);
    void wheel(const QWheelEvent& event);

    bool isBusy() const noexcept { return drag_ != Drag::None; }
    /// Whether the cursor is what is held.
    bool holdsCursor() const noexcept { return drag_ == Drag::Cursor; }
    /// Lets go.
    void cancel() { drag_ = Drag::None; }

Q_SIGNALS:
    /// Seconds.
    void cursorWanted(double seconds);
    /// The picture is to be painted anew.
    void pictureChanged();

private:
    enum class Drag { None, Cursor, AxisPress, Scroll };

    StripPicture& picture_;
    Drag drag_ = Drag::None;
    QPointF pressed_;
    double pressedFrom_ = 0.0;
};

}  // namespace handscope::ui
