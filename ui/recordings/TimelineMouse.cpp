// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recordings/TimelineMouse.h"

#include <QApplication>
#include <QMouseEvent>
#include <algorithm>
#include <cmath>

namespace handscope::ui {

void TimelineMouse::press(const QMouseEvent& event) {
    pressed_ = event.position();
    pressedStart_ = picture_.scale.start();
    heldFrames_ = 0;
    const double seconds = picture_.scale.secondsAt(pressed_.x());
    if (event.modifiers().testFlag(Qt::ShiftModifier)) {
        drag_ = Drag::Mark;
        picture_.marked = {seconds, seconds};
    } else if (const auto start = picture_.edgeAt(pressed_)) {
        drag_ = Drag::Edge;
        const SegmentRow* segment = picture_.lanes.segment(picture_.selected);
        picture_.held = HeldEdge{*start, *start ? segment->start : segment->end};
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
    const double rate = picture_.frameRate();
    if (segment == nullptr || rate <= 0.0) {
        return;
    }
    const auto length = static_cast<double>(segment->endFrame - segment->startFrame);
    const auto before = static_cast<double>(segment->startFrame);
    const auto after = static_cast<double>(picture_.frames - 1 - segment->endFrame);
    const bool start = picture_.held->start;
    // One frame is left at least, and nothing stands outside the recording.
    const double least = start ? -before : -length;
    const double most = std::max(least, start ? length : after);
    const double wanted = (x - pressed_.x()) * picture_.scale.secondsPerPixel() * rate;
    const int frames = static_cast<int>(std::clamp(std::round(wanted), least, most));
    picture_.held->seconds = (start ? segment->start : segment->end) + frames / rate;
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
        Q_EMIT edgeMoved(picture_.selected, held->start, heldFrames_);
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
