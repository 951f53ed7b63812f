// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QTimer>
#include <QVector>
#include <QWidget>
#include <vector>

#include "ui/DisplayTypes.h"
#include "ui/inspect/strip/StripMouse.h"
#include "ui/inspect/strip/StripPicture.h"

namespace handscope::ui {

/// Time travel over the last minute of a live source or the whole of a file: one cursor over
/// pictures of the video, the curves of the scores and the events.
///
/// A click or drag sets the cursor, a double click on an event goes to the moment at which it
/// fired; the wheel zooms, with Shift it scrolls, as does a drag of the axis. By keyboard: Left and
/// Right for a frame, with Ctrl for a window, Home and End, [ and ] for the event before and after,
/// Page Up and Page Down to scroll, +, − and 0 to zoom.
///
/// Owns what it is told, knows no video. While a live source is not frozen, the cursor stands at
/// the newest moment and the view follows it unless scrolled away. A person who moves the cursor
/// freezes the strip; freezeRequested() says so, and setFrozen() may undo it. All times are PTS in
/// seconds. GUI thread.
class TimeStrip : public QWidget {
    Q_OBJECT

public:
    explicit TimeStrip(QWidget* parent = nullptr);

    /// Names of the classes, in the order of the scores. Forgets the scores.
    void setLabels(const QStringList& labels);
    /// From the first moment to the last; of a live source (`live`), to the newest there is. What a
    /// live source has left behind is forgotten. An end that is not after the begin: there is
    /// nothing to show.
    void setSpan(double begin, double end, bool live);
    /// Where pictures exist; the rest of the span is hatched.
    void setHistory(double begin, double end);
    /// One score a label, of the window that ends at `seconds`; others are passed over. In any
    /// order; a moment that is known already is told anew.
    void appendScores(double seconds, const std::vector<float>& scores);
    /// For another source: no scores, events, pictures or window, all in view, not frozen.
    void clear();
    /// The same id again updates the event. `firedSeconds`: when it was told.
    void upsertEvent(const EventRow& event, double firedSeconds);
    /// All that there are, of one size.
    void setThumbnails(const QVector<StripThumbnail>& thumbnails);
    /// Without a signal. Passed over while a person drags the cursor, and while it follows a live
    /// source.
    void setCursor(double seconds);
    /// What the network was given: the window's stretch and the times of its frames. An end that is
    /// not after the begin: none.
    void setWindow(double begin, double end, const QVector<double>& frameTimes);
    /// Without a signal.
    void setFrozen(bool frozen);
    /// From one window to the next: says which scores are joined by a line.
    void setStride(double seconds);
    /// How long a window is: where earlier pictures have gone, Home keeps so far from what goes
    /// next.
    void setWindowLength(double seconds) { windowLength_ = seconds; }
    void setThresholds(double on, double off);

    double cursor() const noexcept { return picture_.cursor; }
    bool isLive() const noexcept { return picture_.live; }
    bool isFrozen() const noexcept { return picture_.frozen; }
    bool isEmpty() const { return picture_.isEmpty(); }
    /// Whether an event fired before (step < 0) or after the cursor.
    bool hasEvent(int step) const;

    /// As the keys do: to the event before (step < 0) or after, if there is one.
    void goToEvent(int step);
    /// As a double click on it does, if it is there.
    void goTo(qint64 id);
    void zoom(double factor);
    void showAll();

    /// For what points at things, and for tests.
    const StripPicture& picture() const noexcept { return picture_; }
    /// Where the event is painted; empty when there is none.
    QRect barOf(qint64 id) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// A person moved the cursor; the last place only, at most once a turn of the event loop.
    void cursorMoved(double seconds);
    void freezeRequested(bool freeze);
    /// So many frames on, back where below 0.
    void frameStepRequested(int frames);
    void windowStepRequested(int windows);
    /// What stateless displays beside it tell: the cursor, live, frozen, the events.
    void stateChanged();

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    StripPicture picture_;
    StripMouse mouse_{picture_};
    QTimer nextPaint_;           ///< runs while something told is not painted yet
    bool moveIsTold_ = true;     ///< false: cursorMoved() is on its way
    double windowLength_ = 0.0;  ///< seconds

    bool follows() const noexcept { return picture_.live && !picture_.frozen; }
    void moveCursor(double seconds);
    void updateSoon();
    void tellMoveSoon();
    void reveal(double seconds);
    void scroll(double views);
    void goToBegin();
    void goToEnd();
    void describe();
};

}  // namespace handscope::ui
