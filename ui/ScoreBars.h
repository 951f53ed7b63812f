// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QVector>
#include <QWidget>

#include "ui/DisplayTypes.h"

namespace handscope::ui {

/// Classes and their scores as horizontal bars, in the order given. GUI thread.
class ScoreBars : public QWidget {
    Q_OBJECT

public:
    explicit ScoreBars(QWidget* parent = nullptr);

    /// Scores outside 0…1 are drawn at the nearer end.
    void setScores(const QVector<ScoredLabel>& scores);
    const QVector<ScoredLabel>& scores() const noexcept { return scores_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QVector<ScoredLabel> scores_;

    int rowHeight() const;
};

}  // namespace handscope::ui
