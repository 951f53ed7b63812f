// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recordings/SegmentTimeline.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyleOption>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "ui/TimeText.h"

namespace handscope::ui {
namespace {

constexpr double kZoomOfAStep = 1.25;

}  // namespace

SegmentTimeline::SegmentTimeline(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("review.timeline"));
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setAccessibleName(tr("Timeline"));
    setToolTip(
        tr("Click to go there, drag an edge of the selected segment to move it, drag with Shift to "
           "mark a new segment; the wheel zooms"));
    picture_.hint = tr("The gestures of the open recording stand here, over its length.");
    connect(&mouse_, &TimelineMouse::segmentClicked, this, &SegmentTimeline::segmentClicked);
    connect(&mouse_, &TimelineMouse::seekRequested, this, &SegmentTimeline::seekRequested);
    connect(&mouse_, &TimelineMouse::edgeMoved, this, &SegmentTimeline::edgeMoved);
    connect(&mouse_, &TimelineMouse::rangeMarked, this, &SegmentTimeline::rangeMarked);
    connect(&mouse_, &TimelineMouse::pictureChanged, this, [this] { update(); });
    describe();
}

QSize SegmentTimeline::sizeHint() const {
    return {480, TimelinePicture::kTop + 2 * 26 + TimelinePicture::kBottom};
}

QSize SegmentTimeline::minimumSizeHint() const {
    return {160, TimelinePicture::kTop + 24 + TimelinePicture::kBottom};
}

void SegmentTimeline::setRecording(double seconds, qint64 frames,
                                   const QVector<double>& frameStarts) {
    mouse_.cancel();
    picture_.frames = std::max<qint64>(0, frames);
    picture_.frameStarts = frameStarts.size() == picture_.frames ? frameStarts : QVector<double>();
    picture_.lanes.assign({});
    picture_.selected = -1;
    picture_.playhead = 0.0;
    picture_.scale.setDuration(seconds);
    const double rate = picture_.frameRate();
    picture_.scale.setShortest(rate > 0.0 ? 10.0 / rate : 0.5);
    describe();
    update();
}

void SegmentTimeline::setSegments(const QVector<SegmentRow>& segments) {
    picture_.lanes.assign(segments);
    if (picture_.lanes.segment(picture_.selected) == nullptr) {
        picture_.selected = -1;
    }
    mouse_.letGoOfEdge();  // what was held is no longer what it was
    describe();
    update();
}

void SegmentTimeline::setLabels(const QStringList& labels) {
    picture_.colours.setLabels(labels);
    update();
}

void SegmentTimeline::setSelected(qint64 id) {
    const SegmentRow* segment = picture_.lanes.segment(id);
    const qint64 selected = segment != nullptr ? id : -1;
    if (selected == picture_.selected) {
        return;
    }
    mouse_.letGoOfEdge();
    picture_.selected = selected;
    if (segment != nullptr) {
        const double margin = picture_.scale.span() * 0.05;
        picture_.scale.reveal(segment->start - margin, segment->end + margin);
    }
    describe();
    update();
}

void SegmentTimeline::setPlayhead(double seconds) {
    TimelineScale& scale = picture_.scale;
    const bool wasInSight = picture_.playhead >= scale.start() && picture_.playhead <= scale.end();
    const bool isInSight = seconds >= scale.start() && seconds <= scale.end();
    updatePlayhead(picture_.playhead);
    picture_.playhead = seconds;
    updatePlayhead(seconds);
    // Whoever has scrolled away from it wants to look elsewhere.
    if (wasInSight && !isInSight && !mouse_.isBusy()) {
        scale.scroll(seconds - scale.start() - 0.05 * scale.span());
        update();
    }
}

void SegmentTimeline::updatePlayhead(double seconds) {
    const int x = static_cast<int>(std::clamp(picture_.scale.pixelOf(seconds), -100.0, 1e6));
    update(x - TimelinePicture::kPlayheadReach, 0, 2 * TimelinePicture::kPlayheadReach + 1,
           height());
}

void SegmentTimeline::zoom(double factor) {
    const double x = picture_.scale.pixelOf(picture_.playhead);
    picture_.scale.zoom(factor, x >= 0.0 && x <= width() ? x : width() / 2.0);
    update();
}

void SegmentTimeline::showAll() {
    picture_.scale.showAll();
    update();
}

QRect SegmentTimeline::barOf(qint64 id) const {
    const SegmentRow* segment = picture_.lanes.segment(id);
    return segment != nullptr ? picture_.barOf(*segment, picture_.lanes.laneOf(id)).toRect()
                              : QRect();
}

void SegmentTimeline::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && picture_.scale.duration() > 0.0) {
        mouse_.press(*event);
    } else {
        event->ignore();
    }
}

void SegmentTimeline::mouseMoveEvent(QMouseEvent* event) {
    if (mouse_.isBusy()) {
        mouse_.move(event->position());
    } else {
        showCursorAt(event->position());
    }
}

void SegmentTimeline::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && mouse_.isBusy()) {
        mouse_.release(event->position());
        showCursorAt(event->position());
    }
}

void SegmentTimeline::goTo(const SegmentRow* segment) {
    if (segment != nullptr) {
        const double start = segment->start;
        Q_EMIT segmentClicked(segment->id);
        Q_EMIT seekRequested(start);
    }
}

void SegmentTimeline::showCursorAt(const QPointF& point) {
    if (picture_.edgeAt(point)) {
        setCursor(Qt::SizeHorCursor);
    } else if (picture_.segmentAt(point) != nullptr) {
        setCursor(Qt::PointingHandCursor);
    } else {
        unsetCursor();
    }
}

void SegmentTimeline::wheelEvent(QWheelEvent* event) {
    const QPoint turn = event->angleDelta();
    if (event->modifiers().testFlag(Qt::ShiftModifier) || turn.y() == 0) {
        const int amount = turn.y() != 0 ? turn.y() : turn.x();
        picture_.scale.scroll(-amount / 120.0 * picture_.scale.span() / 8.0);
    } else {
        picture_.scale.zoom(std::pow(kZoomOfAStep, turn.y() / 120.0), event->position().x());
    }
    event->accept();
    update();
}

void SegmentTimeline::keyPressEvent(QKeyEvent* event) {
    const double page = picture_.scale.span() / 10.0;
    const auto seek = [this](double seconds) {
        Q_EMIT seekRequested(std::clamp(seconds, 0.0, picture_.scale.duration()));
    };
    switch (event->key()) {
        case Qt::Key_Up:
            goTo(picture_.lanes.neighbour(picture_.selected, -1));
            break;
        case Qt::Key_Down:
            goTo(picture_.lanes.neighbour(picture_.selected, +1));
            break;
        case Qt::Key_Home:
            seek(0.0);
            break;
        case Qt::Key_End:
            seek(picture_.scale.duration());
            break;
        case Qt::Key_PageUp:
            seek(picture_.playhead - page);
            break;
        case Qt::Key_PageDown:
            seek(picture_.playhead + page);
            break;
        case Qt::Key_Escape:
            if (mouse_.isBusy()) {
                mouse_.cancel();
                break;
            }
            [[fallthrough]];
        default:
            QWidget::keyPressEvent(event);
    }
}

bool SegmentTimeline::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && mouse_.isBusy() &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept();  // it ends the drag, and no message above
        return true;
    }
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const SegmentRow* segment = picture_.segmentAt(help->pos());
        QToolTip::showText(help->globalPos(), segment != nullptr ? textOf(*segment) : toolTip(),
                           this);
        return true;
    }
    return QWidget::event(event);
}

void SegmentTimeline::resizeEvent(QResizeEvent* event) {
    picture_.size = size();
    picture_.scale.setWidth(width());
    QWidget::resizeEvent(event);
}

void SegmentTimeline::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    paintTimeline(painter, event->rect(), picture_, palette());
    if (hasFocus()) {
        QStyleOptionFocusRect option;
        option.initFrom(this);
        option.rect = rect();
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &option, &painter, this);
    }
}

void SegmentTimeline::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}

void SegmentTimeline::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    update();
}

QString SegmentTimeline::textOf(const SegmentRow& segment) const {
    const QString text =
        tr("%1, from %2 to %3").arg(segment.label, timeText(segment.start), timeText(segment.end));
    return isDoubtful(segment) ? tr("%1 (doubtful)").arg(text) : text;
}

void SegmentTimeline::describe() {
    const SegmentRow* segment = picture_.lanes.segment(picture_.selected);
    if (picture_.scale.duration() <= 0.0) {
        setAccessibleDescription(tr("No recording is open"));
    } else if (segment == nullptr) {
        setAccessibleDescription(tr("No segment is selected"));
    } else {
        setAccessibleDescription(tr("Selected: %1").arg(textOf(*segment)));
    }
}

}  // namespace handscope::ui
