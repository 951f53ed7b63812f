// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/recordings/TimelineMouse.h"
#include "ui/recordings/TimelinePicture.h"

namespace handscope::ui {

/// The segments of a recording as bars over its length, with the playhead.
///
/// A click selects a segment and goes there; a drag on the ruler goes along; on an edge of the
/// selected segment it moves the edge; with Shift it marks a stretch; elsewhere it scrolls. The
/// wheel zooms, with Shift it scrolls. By keyboard: Up and Down for the segment before and after,
/// Home, End, Page Up and Page Down to move. Paints and looks through what is visible only. Changes
/// no segment itself: it says what a person wants and waits for setSegments(). GUI thread.
class SegmentTimeline : public QWidget {
    Q_OBJECT

public:
    explicit SegmentTimeline(QWidget* parent = nullptr);

    /// Shows all of a recording of this length, without segments. 0 seconds: none is open.
    /// `frameStarts`: when each frame begins, in order; empty: they are spread evenly.
    void setRecording(double seconds, qint64 frames, const QVector<double>& frameStarts = {});
    void setSegments(const QVector<SegmentRow>& segments);
    /// For the colours.
    void setLabels(const QStringList& labels);
    /// Scrolls it into sight; an id that is not there selects none.
    void setSelected(qint64 id);
    /// Follows the playhead where it runs out of sight.
    void setPlayhead(double seconds);

    /// Shows `factor` times less, about the playhead where that is in sight.
    void zoom(double factor);
    void showAll();

    const SegmentLanes& lanes() const noexcept { return picture_.lanes; }
    const TimelineScale& scale() const noexcept { return picture_.scale; }
    qint64 selected() const noexcept { return picture_.selected; }
    /// Where the segment is painted, for what points at it; empty when there is none.
    QRect barOf(qint64 id) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void segmentClicked(qint64 id);
    /// Seconds from the beginning.
    void seekRequested(double seconds);
    /// The edge was dragged by this many frames and let go.
    void edgeMoved(qint64 id, handscope::ui::SegmentEdge edge, int frames);
    /// A stretch was marked; the last frame belongs to it.
    void rangeMarked(qint64 startFrame, qint64 endFrame);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    TimelinePicture picture_;
    TimelineMouse mouse_{picture_};

    void goTo(const SegmentRow* segment);
    void showCursorAt(const QPointF& point);
    void updatePlayhead(double seconds);
    void describe();
    QString textOf(const SegmentRow& segment) const;
};

}  // namespace handscope::ui
