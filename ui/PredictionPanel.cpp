// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/PredictionPanel.h"

#include <QVBoxLayout>

namespace handscope::ui {

PredictionPanel::PredictionPanel(QWidget* parent)
    : QWidget(parent), gesture_(new ElidedLabel(this)), bars_(new ScoreBars(this)) {
    gesture_->setObjectName(QStringLiteral("prediction.gesture"));
    gesture_->setAccessibleName(tr("Recognised gesture"));
    gesture_->setToolTip(tr("The gesture that is being shown; a dash when none is"));
    QFont font = gesture_->font();
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * 1.25);
    gesture_->setFont(font);
    bars_->setObjectName(QStringLiteral("prediction.bars"));

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 6, 10, 6);
    layout->addWidget(gesture_);
    layout->addWidget(bars_);
    layout->addStretch();
    clear();
}

void PredictionPanel::setPrediction(const QString& gesture, const QVector<ScoredLabel>& top) {
    gesture_->setText(gesture.isEmpty() ? QStringLiteral("–") : gesture);
    bars_->setScores(top);
}

void PredictionPanel::clear() {
    setPrediction({}, {});
}

}  // namespace handscope::ui
