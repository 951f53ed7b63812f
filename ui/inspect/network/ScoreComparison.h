// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QVector>
#include <QWidget>

#include "ui/ElidedLabel.h"
#include "ui/inspect/network/ComparedBars.h"

namespace handscope::ui {

/// The classes of now as the video is, and with cuts or a changed clip, and what is compared in a
/// title above. GUI thread.
class ScoreComparison : public QWidget {
    Q_OBJECT

public:
    explicit ScoreComparison(QWidget* parent = nullptr);

    /// All classes, in any order; the five largest of both are shown.
    void setScores(const QVector<ComparedScore>& scores);
    /// What `after` stands for. No cuts and ClipChange::None: `before` alone is shown.
    void setCompared(int cuts, ClipChange change);
    void clear();

    const ComparedBars& bars() const noexcept { return *bars_; }

private:
    ElidedLabel* title_;
    ComparedBars* bars_;
};

}  // namespace handscope::ui
