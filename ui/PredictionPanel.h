// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/DisplayTypes.h"
#include "ui/ElidedLabel.h"
#include "ui/ScoreBars.h"

namespace handscope::ui {

/// The gesture of now in large letters, and the five most likely classes as bars. GUI thread.
class PredictionPanel : public QWidget {
    Q_OBJECT

public:
    explicit PredictionPanel(QWidget* parent = nullptr);

    /// `gesture` empty: none is shown.
    void setPrediction(const QString& gesture, const QVector<ScoredLabel>& top);
    void clear();

private:
    ElidedLabel* gesture_;
    ScoreBars* bars_;
};

}  // namespace handscope::ui
