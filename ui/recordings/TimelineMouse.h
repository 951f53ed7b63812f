// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointF>

#include "ui/recordings/TimelinePicture.h"

class QMouseEvent;

namespace handscope::ui {

/// What the mouse does on a timeline: goes along the ruler, selects, scrolls, moves an edge, marks
/// a stretch. Changes what is seen of the picture, which it does not own and which outlives it, and
/// no segment. GUI thread.
class TimelineMouse : public QObject {
    Q_OBJECT

public:
    explicit TimelineMouse(TimelinePicture& picture) : picture_(picture) {}

    /// With the left button.
    void press(const QMouseEvent& event);
    void move(const QPointF& point);
    void release(const QPointF& point);

    bool isBusy() const noexcept { return drag_ != Drag::None; }
    /// Lets go without any effect.
    void cancel();
    /// Likewise, if it is an edge that is held.
    void letGoOfEdge();

Q_SIGNALS:
    void segmentClicked(qint64 id);
    void seekRequested(double seconds);
    void edgeMoved(qint64 id, handscope::ui::SegmentEdge edge, int frames);
    void rangeMarked(qint64 startFrame, qint64 endFrame);
    /// The picture is to be painted anew.
    void pictureChanged();

private:
    enum class Drag { None, Press, Scroll, Scrub, Edge, Mark };

    TimelinePicture& picture_;
    Drag drag_ = Drag::None;
    QPointF pressed_;
    double pressedStart_ = 0.0;
    int heldFrames_ = 0;

    void moveEdge(double x);
    void finishMark(double from, double to);
    void click(const QPointF& point);
};

}  // namespace handscope::ui
