// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/decision/DecisionSketch.h"

namespace handscope::ui {

/// The picture that explains the values: a made-up gesture's score over time, the thresholds, and
/// when it would fire, hold and end. GUI thread.
class DecisionCurve : public QWidget {
    Q_OBJECT

public:
    explicit DecisionCurve(QWidget* parent = nullptr);

    void setValues(const DecisionValues& values);
    const DecisionSketch& sketch() const noexcept { return sketch_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    DecisionValues values_;
    DecisionSketch sketch_;

    QString inWords() const;
};

}  // namespace handscope::ui
