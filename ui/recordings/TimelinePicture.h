// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPalette>
#include <QRectF>
#include <QSize>
#include <QVector>
#include <optional>
#include <utility>

#include "ui/recordings/LabelColours.h"
#include "ui/recordings/RecordingTypes.h"
#include "ui/recordings/SegmentLanes.h"
#include "ui/recordings/TimelineScale.h"

class QPainter;

namespace handscope::ui {

/// An edge of the selected segment that is held by the mouse.
struct HeldEdge {
    SegmentEdge edge = SegmentEdge::Start;
    double seconds = 0.0;  ///< where it would come to stand
};

/// What a timeline shows and where on it things stand: a ruler at the top, a strip for the marks of
/// doubtful segments, lanes of bars. A value; GUI thread.
struct TimelinePicture {
    SegmentLanes lanes;
    TimelineScale scale;
    LabelColours colours;
    qint64 frames = 0;  ///< of the whole recording
    /// When each frame begins, seconds, in order; empty: they are spread evenly.
    QVector<double> frameStarts;
    QSize size;
    qint64 selected = -1;
    double playhead = 0.0;
    std::optional<HeldEdge> held;
    QString hint;  ///< for the time when there is nothing to show
    /// A stretch that is being marked, seconds.
    std::optional<std::pair<double, double>> marked;

    static constexpr int kRulerHeight = 20;
    static constexpr int kMarkHeight = 9;
    static constexpr int kTop = kRulerHeight + kMarkHeight;
    static constexpr int kBottom = 6;
    /// Of the strip that the playhead needs, to either side of its line.
    static constexpr int kPlayheadReach = 7;

    double laneHeight() const;
    /// −1 above and below the lanes.
    int laneAt(double y) const;
    /// As it is shown: with the edge where it is held.
    std::pair<double, double> timesOf(const SegmentRow& segment) const;
    QRectF barOf(const SegmentRow& segment, int lane) const;

    /// nullptr where there is none.
    const SegmentRow* segmentAt(const QPointF& point) const;
    /// The edge of the selected segment that the point takes hold of.
    std::optional<SegmentEdge> edgeAt(const QPointF& point) const;

    /// Frames a second, on average; 0 when unknown.
    double frameRate() const;
    /// The frame that is shown at that time: the last one that has begun, or the first.
    qint64 frameAt(double seconds) const;
    /// When a frame begins; of one behind the last, the recording's end. Seconds.
    double startOf(qint64 frame) const;
    /// The frame that begins nearest to that time, 0 … frames.
    qint64 nearestStart(double seconds) const;
};

/// Paints what lies in `dirty` and looks at no segment outside it.
void paintTimeline(QPainter& painter, const QRect& dirty, const TimelinePicture& picture,
                   const QPalette& palette);

}  // namespace handscope::ui
