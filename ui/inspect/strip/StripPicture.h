// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>
#include <QSize>
#include <QStringList>
#include <QVector>

#include "ui/inspect/strip/StripEvents.h"
#include "ui/inspect/strip/StripScale.h"
#include "ui/inspect/strip/StripScores.h"
#include "ui/inspect/strip/StripTypes.h"
#include "ui/recordings/LabelColours.h"

namespace handscope::ui {

/// What a strip shows and where on it things stand. From the top: the cursor's handle, pictures of
/// the video, the curves of the scores, the events, the axis; all rows on one time axis. Times are
/// PTS in seconds. A value; GUI thread.
struct StripPicture {
    StripScores scores;
    StripEvents events;
    StripScale scale;
    LabelColours colours;
    QStringList labels;
    QVector<StripThumbnail> thumbnails;  ///< by time
    QSize size;

    double begin = 0.0;
    double end = 0.0;  ///< of a live source: the newest there is
    bool live = false;
    bool frozen = false;
    double historyBegin = 0.0;  ///< pictures exist from here
    double historyEnd = 0.0;    ///< to here
    double cursor = 0.0;
    double windowBegin = 0.0;
    double windowEnd = 0.0;  ///< not after its begin: no window is shown
    QVector<double> frameTimes;
    double onThreshold = 0.6;
    double offThreshold = 0.3;
    QString hint;  ///< for the time when there is nothing to show

    /// Left of the time axis stand the scores' marks.
    static constexpr int kLeft = 34;
    static constexpr int kRight = 10;
    static constexpr int kHandleHeight = 10;
    static constexpr int kAxisHeight = 22;
    static constexpr int kLegendHeight = 16;
    /// As many as can be told apart.
    static constexpr int kCurves = 5;

    bool isEmpty() const { return scale.isEmpty(); }

    QRectF thumbnailRow() const;
    QRectF curveRow() const;
    /// The upper end of the curves' row, without curves; without height where there is no room.
    QRectF legendRow() const;
    QRectF eventRow() const;
    QRectF axisRow() const;

    double xOf(double seconds) const { return kLeft + scale.pixelOf(seconds); }
    /// Held within the span, up to the newest moment of a live source.
    double secondsAt(double x) const;
    double yOf(float score) const;
    QRectF barOf(const SegmentRow& event, int lane) const;
    /// nullptr where there is none.
    const StripEvent* eventAt(const QPointF& point) const;
    /// Seconds that one thumbnail covers at its full width; 0 without thumbnails.
    double thumbnailSpan() const;
    /// nullptr where none is within half of thumbnailSpan() of it.
    const StripThumbnail* thumbnailNear(double seconds) const;
    /// The classes that have curves now.
    std::vector<int> shownClasses() const;
};

}  // namespace handscope::ui
