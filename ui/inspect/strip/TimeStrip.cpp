// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/strip/TimeStrip.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyleOption>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "ui/inspect/strip/StripPainting.h"
#include "ui/inspect/strip/StripText.h"

namespace handscope::ui {
namespace {

// A live source younger than this fills the strip from its start on.
constexpr double kLiveSeconds = 60.0;
constexpr double kShortest = 0.5;
// Live skips windows while the machine is busy; more than this is a hole.
constexpr double kStridesOfAHole = 4.0;
// What is told for each frame and each window is painted this often at most, milliseconds.
constexpr int kPaintEvery = 66;
constexpr double kKeyZoom = 1.5;
// Where the cursor comes to stand when it has left the view, of the view.
constexpr double kAheadOfCursor = 0.05;
// Of the oldest pictures of a live source, which go while it runs, seconds.
constexpr double kSoonGone = 1.0;

}  // namespace

TimeStrip::TimeStrip(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("strip"));
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setAccessibleName(tr("Time"));
    setToolTip(
        tr("Click or drag to go to a moment, double click an event to go to where it fired; the "
           "wheel zooms, with Shift it scrolls"));
    picture_.hint = tr("The last minute of the video stands here, or the whole of a file.");
    picture_.scale.setShortest(kShortest);
    nextPaint_.setSingleShot(true);
    nextPaint_.setInterval(kPaintEvery);
    connect(&nextPaint_, &QTimer::timeout, this, [this] { update(); });
    connect(&mouse_, &StripMouse::cursorWanted, this, &TimeStrip::moveCursor);
    connect(&mouse_, &StripMouse::pictureChanged, this, [this] { update(); });
    describe();
}

QSize TimeStrip::sizeHint() const {
    return {640, 160};
}

QSize TimeStrip::minimumSizeHint() const {
    return {200, 110};
}

void TimeStrip::setLabels(const QStringList& labels) {
    picture_.labels = labels;
    picture_.colours.setLabels(labels);
    picture_.scores.setClassCount(static_cast<int>(labels.size()));
    update();
}

void TimeStrip::setSpan(double begin, double end, bool live) {
    const bool sawTheNewest = picture_.scale.isShown(picture_.end);
    picture_.begin = begin;
    picture_.end = std::max(begin, end);
    picture_.live = live;
    const bool any = end > begin;
    picture_.scale.setSpan(
        begin, any && live ? std::max(picture_.end, begin + kLiveSeconds) : picture_.end);
    if (live) {
        picture_.scores.forgetBefore(begin);
        picture_.events.forgetBefore(begin);
    }
    if (follows() && !mouse_.holdsCursor()) {
        picture_.cursor = picture_.end;
        // Whoever has scrolled away from it wants to look elsewhere.
        if (sawTheNewest && !mouse_.isBusy()) {
            reveal(picture_.end);
        }
    }
    describe();
    updateSoon();
    Q_EMIT stateChanged();
}

void TimeStrip::setHistory(double begin, double end) {
    picture_.historyBegin = begin;
    picture_.historyEnd = end;
    updateSoon();
}

void TimeStrip::appendScores(double seconds, const std::vector<float>& scores) {
    picture_.scores.append(seconds, scores);
    updateSoon();
}

void TimeStrip::clear() {
    mouse_.cancel();
    picture_.scores.clear();
    picture_.events.clear();
    picture_.thumbnails.clear();
    picture_.frameTimes.clear();
    picture_.windowBegin = picture_.windowEnd = 0.0;
    picture_.historyBegin = picture_.historyEnd = 0.0;
    picture_.begin = picture_.end = picture_.cursor = 0.0;
    picture_.live = picture_.frozen = false;
    picture_.scale.setSpan(0.0, 0.0);
    picture_.scale.showAll();
    describe();
    update();
    Q_EMIT stateChanged();
}

void TimeStrip::upsertEvent(const EventRow& event, double firedSeconds) {
    picture_.events.upsert(event, firedSeconds);
    updateSoon();
    Q_EMIT stateChanged();
}

void TimeStrip::setThumbnails(const QVector<StripThumbnail>& thumbnails) {
    picture_.thumbnails = thumbnails;
    std::stable_sort(picture_.thumbnails.begin(), picture_.thumbnails.end(),
                     [](const StripThumbnail& left, const StripThumbnail& right) {
                         return left.seconds < right.seconds;
                     });
    updateSoon();
}

void TimeStrip::setCursor(double seconds) {
    if (follows() || mouse_.holdsCursor() || !std::isfinite(seconds)) {
        return;
    }
    const bool wasInSight = picture_.scale.isShown(picture_.cursor);
    picture_.cursor = seconds;
    // By a view rather than bit by bit, for a video that plays.
    if (wasInSight && !picture_.scale.isShown(seconds) && !mouse_.isBusy()) {
        picture_.scale.scroll(seconds - picture_.scale.shownFrom() -
                              kAheadOfCursor * picture_.scale.shownSpan());
    }
    describe();
    updateSoon();
    Q_EMIT stateChanged();
}

void TimeStrip::setWindow(double begin, double end, const QVector<double>& frameTimes) {
    picture_.windowBegin = begin;
    picture_.windowEnd = end;
    picture_.frameTimes = frameTimes;
    updateSoon();
}

void TimeStrip::setFrozen(bool frozen) {
    if (frozen == picture_.frozen) {
        return;
    }
    picture_.frozen = frozen;
    if (follows()) {
        picture_.cursor = picture_.end;
        reveal(picture_.end);
    }
    describe();
    update();
    Q_EMIT stateChanged();
}

void TimeStrip::setStride(double seconds) {
    picture_.scores.setGap(kStridesOfAHole * seconds);
    update();
}

void TimeStrip::setThresholds(double on, double off) {
    picture_.onThreshold = on;
    picture_.offThreshold = off;
    update();
}

bool TimeStrip::hasEvent(int step) const {
    return picture_.events.neighbour(picture_.cursor, step) != nullptr;
}

void TimeStrip::goToEvent(int step) {
    if (const StripEvent* event = picture_.events.neighbour(picture_.cursor, step)) {
        moveCursor(event->fired);
    }
}

void TimeStrip::goTo(qint64 id) {
    if (const StripEvent* event = picture_.events.event(id)) {
        moveCursor(event->fired);
    }
}

void TimeStrip::zoom(double factor) {
    const double x = picture_.scale.pixelOf(picture_.cursor);
    const bool inSight = picture_.scale.isShown(picture_.cursor);
    picture_.scale.zoom(factor, inSight ? x : width() / 2.0);
    update();
}

void TimeStrip::showAll() {
    picture_.scale.showAll();
    update();
}

QRect TimeStrip::barOf(qint64 id) const {
    const SegmentRow* segment = picture_.events.lanes().segment(id);
    return segment != nullptr
               ? picture_.barOf(*segment, picture_.events.lanes().laneOf(id)).toRect()
               : QRect();
}

void TimeStrip::moveCursor(double seconds) {
    if (isEmpty()) {
        return;
    }
    if (!picture_.frozen) {
        // Before the answer comes: the next setSpan() or setCursor() must not take it away.
        picture_.frozen = true;
        Q_EMIT freezeRequested(true);
    }
    picture_.cursor = std::clamp(seconds, picture_.begin, picture_.end);
    reveal(picture_.cursor);
    describe();
    update();
    tellMoveSoon();
    Q_EMIT stateChanged();
}

void TimeStrip::updateSoon() {
    if (!nextPaint_.isActive()) {
        nextPaint_.start();
    }
}

void TimeStrip::tellMoveSoon() {
    if (!moveIsTold_) {
        return;
    }
    moveIsTold_ = false;
    QMetaObject::invokeMethod(
        this,
        [this] {
            moveIsTold_ = true;
            Q_EMIT cursorMoved(picture_.cursor);
        },
        Qt::QueuedConnection);
}

void TimeStrip::reveal(double seconds) {
    picture_.scale.reveal(seconds, seconds);
}

void TimeStrip::scroll(double views) {
    picture_.scale.scroll(views * picture_.scale.shownSpan());
    update();
}

/// Where earlier pictures have gone, the window that ends at the first one would begin before it.
void TimeStrip::goToBegin() {
    const bool loses = picture_.live || picture_.historyBegin > picture_.begin;
    moveCursor(std::max(picture_.begin, picture_.historyBegin) +
               (loses ? windowLength_ + kSoonGone : 0.0));
}

void TimeStrip::goToEnd() {
    if (!picture_.live) {
        moveCursor(picture_.end);
    } else if (picture_.frozen) {
        Q_EMIT freezeRequested(false);
    }
}

void TimeStrip::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && !isEmpty()) {
        mouse_.press(event->position());
    } else {
        event->ignore();
    }
}

void TimeStrip::mouseMoveEvent(QMouseEvent* event) {
    mouse_.move(event->position());
}

void TimeStrip::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && mouse_.isBusy()) {
        mouse_.release(event->position());
    }
}

void TimeStrip::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && !isEmpty()) {
        mouse_.doubleClick(event->position());
    }
}

void TimeStrip::wheelEvent(QWheelEvent* event) {
    mouse_.wheel(*event);
    event->accept();
}

void TimeStrip::keyPressEvent(QKeyEvent* event) {
    const bool windows = event->modifiers().testFlag(Qt::ControlModifier);
    const auto step = [this, windows](int count) {
        if (windows) {
            Q_EMIT windowStepRequested(count);
        } else {
            Q_EMIT frameStepRequested(count);
        }
    };
    switch (event->key()) {
        case Qt::Key_Left:
            return step(-1);
        case Qt::Key_Right:
            return step(+1);
        case Qt::Key_Home:
            return goToBegin();
        case Qt::Key_End:
            return goToEnd();
        case Qt::Key_BracketLeft:
            return goToEvent(-1);
        case Qt::Key_BracketRight:
            return goToEvent(+1);
        case Qt::Key_PageUp:
            return scroll(-0.8);
        case Qt::Key_PageDown:
            return scroll(+0.8);
        case Qt::Key_Plus:
        case Qt::Key_Equal:
            return zoom(kKeyZoom);
        case Qt::Key_Minus:
            return zoom(1.0 / kKeyZoom);
        case Qt::Key_0:
            return showAll();
        default:
            QWidget::keyPressEvent(event);
    }
}

bool TimeStrip::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const QString words = textAt(picture_, help->pos());
        QToolTip::showText(help->globalPos(), words.isEmpty() ? toolTip() : words, this);
        return true;
    }
    return QWidget::event(event);
}

void TimeStrip::resizeEvent(QResizeEvent* event) {
    picture_.size = size();
    picture_.scale.setWidth(picture_.curveRow().width());
    QWidget::resizeEvent(event);
}

void TimeStrip::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    paintStrip(painter, picture_, palette());
    if (hasFocus()) {
        QStyleOptionFocusRect option;
        option.initFrom(this);
        option.rect = rect();
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &option, &painter, this);
    }
}

void TimeStrip::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}

void TimeStrip::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    update();
}

void TimeStrip::describe() {
    const QString words = stripText(picture_);
    // Told for each frame.
    if (words != accessibleDescription()) {
        setAccessibleDescription(words);
    }
}

}  // namespace handscope::ui
