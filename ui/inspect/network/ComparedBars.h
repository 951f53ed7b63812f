// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QVector>
#include <QWidget>

#include "ui/inspect/InspectTypes.h"

namespace handscope::ui {

/// The classes with the largest scores of two sets, each with a bar before and a bar after, the
/// difference in percentage points, and the most changed one marked. GUI thread.
class ComparedBars : public QWidget {
    Q_OBJECT

public:
    static constexpr int kRows = 5;

    explicit ComparedBars(QWidget* parent = nullptr);

    /// In any order. Scores outside 0…1 are drawn at the nearer end.
    void setScores(const QVector<ComparedScore>& scores);
    /// Without, only `before` is shown, sorted by itself.
    void setComparing(bool comparing);

    /// What is shown, the largest first.
    const QVector<ComparedScore>& shown() const noexcept { return shown_; }
    /// Its row of the most changed one; −1 when none has changed by half a point.
    int mostChanged() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QVector<ComparedScore> scores_;
    QVector<ComparedScore> shown_;
    bool comparing_ = false;

    void choose();
    int rowHeight() const;
    void paintRow(QPainter& painter, int row, const QRectF& place) const;
};

}  // namespace handscope::ui
