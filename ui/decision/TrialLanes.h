// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

#include "ui/decision/TrialTypes.h"
#include "ui/recordings/LabelColours.h"
#include "ui/recordings/TimelineScale.h"

namespace handscope::ui {

/// The events of a trial as bars in two lanes, before and now, over one axis of time. Events that
/// overlap stand below one another. The wheel zooms, with Shift it scrolls; a double click on an
/// event asks to go to its beginning, elsewhere to that moment. What it shows can be had by
/// keyboard from the list beside it. GUI thread.
class TrialLanes : public QWidget {
    Q_OBJECT

public:
    explicit TrialLanes(QWidget* parent = nullptr);

    void setLabels(const QStringList& labels);
    void setResult(const TrialResult& result);
    /// Marks an event and scrolls it into sight; −1: none.
    void setSelected(int row);

    /// Where the event is painted; empty where it is not.
    QRectF barOf(int row, bool before) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// Seconds from the recording's beginning.
    void seekRequested(double seconds);
    void rowClicked(int row);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;

private:
    /// An event in one of the lanes.
    struct Bar {
        int row = 0;
        bool before = true;
        int line = 0;  ///< counted from the lane's top
    };

    TrialResult result_;
    QVector<Bar> bars_;
    TimelineScale scale_;
    LabelColours colours_;
    int selected_ = -1;

    void arrange(bool before);
    QRectF laneRect(bool before) const;
    QRectF rectOf(const Bar& bar) const;
    const TrialSpan& spanOf(const Bar& bar) const;
    const Bar* barAt(const QPointF& point) const;
    void paintRuler(QPainter& painter) const;
    void paintBar(QPainter& painter, const Bar& bar) const;
};

}  // namespace handscope::ui
