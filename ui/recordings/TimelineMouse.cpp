// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recordings/TimelineMouse.h"

#include <QApplication>
#include <QMouseEvent>
#include <algorithm>

namespace handscope::ui {

void TimelineMouse::press(const QMouseEvent& event) {
    pressed_ = event.position();
    pressedStart_ = picture_.scale.start();
    heldFrames_ = 0;
    const double seconds = picture_.scale.secondsAt(pressed_.x());
    if (event.modifiers().testFlag(Qt::ShiftModifier)) {
        drag_ = Drag::Mark;
        picture_.marked = {seconds, seconds};
    } else if (const auto edge = picture_.edgeAt(pressed_)) {
        drag_ = Drag::Edge;
        const SegmentRow* segment = picture_.lanes.segment(picture_.selected);
        picture_.held = HeldEdge{
            .edge = *edge, .seconds = *edge == SegmentEdge::Start ? segment->start : segment->end};
    } else if (pressed_.y() < TimelinePicture::kTop) {
        drag_ = Drag::Scrub;
        Q_EMIT seekRequested(seconds);
    } else {
        drag_ = Drag::Press;
    }
}

void TimelineMouse::move(const QPointF& point) {
    const double seconds = picture_.scale.secondsAt(point.x());
    switch (drag_) {
        case Drag::None:
            return;
        case Drag::Scrub:
            Q_EMIT seekRequested(seconds);
            return;
        case Drag::Press:
            if ((point - pressed_).manhattanLength() < QApplication::startDragDistance()) {
                return;
            }
            drag_ = Drag::Scroll;
            [[fallthrough]];
        case Drag::Scroll:
            picture_.scale.scroll(pressedStart_ - picture_.scale.start() +
                                  (pressed_.x() - point.x()) * picture_.scale.secondsPerPixel());
            break;
        case Drag::Edge:
            moveEdge(point.x());
            break;
        case Drag::Mark:
            picture_.marked->second = seconds;
            break;
    }
    Q_EMIT pictureChanged();
}

void TimelineMouse::moveEdge(double x) {
    const SegmentRow* segment = picture_.lanes.segment(picture_.selected);
    if (segment == nullptr || picture_.frameRate() <= 0.0) {
        return;
    }
    const bool start = picture_.held->edge == SegmentEdge::Start;
    // An end stands where the frame behind the last one begins.
    const qint64 from = start ? segment->startFrame : segment->endFrame + 1;
    // One frame is left at least, and nothing stands outside the recording.
    const qint64 first = start ? 0 : segment->startFrame + 1;
    const qint64 last = std::max(first, start ? segment->endFrame : picture_.frames);
    const double wanted =
        picture_.startOf(from) + (x - pressed_.x()) * picture_.scale.secondsPerPixel();
    const qint64 to = std::clamp(picture_.nearestStart(wanted), first, last);
    const int frames = static_cast<int>(to - from);
    // One that was not moved may stand between two frames.
    picture_.held->seconds = frames != 0 ? picture_.startOf(to)
                             : start     ? segment->start
                                         : segment->end;
    if (frames != heldFrames_) {
        heldFrames_ = frames;
        // The video's picture at the edge is what the edge is judged by.
        Q_EMIT seekRequested(std::clamp(picture_.held->seconds, 0.0, picture_.scale.duration()));
    }
}

void TimelineMouse::release(const QPointF& point) {
    const Drag ended = drag_;
    const auto held = picture_.held;
    const auto marked = picture_.marked;
    // First, since whoever listens may give new segments.
    cancel();
    if (ended == Drag::Press) {
        click(point);
    } else if (ended == Drag::Edge && heldFrames_ != 0) {
        Q_EMIT edgeMoved(picture_.selected, held->edge, heldFrames_);
    } else if (ended == Drag::Mark) {
        finishMark(std::min(marked->first, marked->second),
                   std::max(marked->first, marked->second));
    }
}

void TimelineMouse::finishMark(double from, double to) {
    if (to - from >= QApplication::startDragDistance() * picture_.scale.secondsPerPixel()) {
        Q_EMIT rangeMarked(picture_.frameAt(from), picture_.frameAt(to));
    }
}

void TimelineMouse::click(const QPointF& point) {
    const double seconds = picture_.scale.secondsAt(point.x());
    if (const SegmentRow* segment = picture_.segmentAt(point)) {
        Q_EMIT segmentClicked(segment->id);
    }
    Q_EMIT seekRequested(seconds);
}

void TimelineMouse::cancel() {
    drag_ = Drag::None;
    picture_.held.reset();
    picture_.marked.reset();
    Q_EMIT pictureChanged();
}

void TimelineMouse::letGoOfEdge() {
    if (drag_ == Drag::Edge) {
        cancel();
    }
}

}  // namespace handscope::ui
