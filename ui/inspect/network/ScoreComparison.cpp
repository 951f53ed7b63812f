// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/network/ScoreComparison.h"

#include <QVBoxLayout>

#include "ui/inspect/network/NetworkText.h"

namespace handscope::ui {

ScoreComparison::ScoreComparison(QWidget* parent)
    : QWidget(parent), title_(new ElidedLabel(this)), bars_(new ComparedBars(this)) {
    setObjectName(QStringLiteral("comparison"));
    title_->setObjectName(QStringLiteral("comparison.title"));
    title_->setAccessibleName(tr("What is compared"));
    QFont font = title_->font();
    font.setBold(true);
    title_->setFont(font);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 6, 10, 6);
    layout->addWidget(title_);
    layout->addWidget(bars_);
    layout->addStretch();
    setCompared(0, ClipChange::None);
}

void ScoreComparison::setScores(const QVector<ComparedScore>& scores) {
    bars_->setScores(scores);
}

void ScoreComparison::setCompared(int cuts, ClipChange change) {
    const bool comparing = cuts > 0 || change != ClipChange::None;
    const QString plain = changeTitle(ClipChange::None);
    title_->setText(comparing ? tr("%1 → %2").arg(plain, comparedText(cuts, change)) : plain);
    title_->setToolTip(title_->text());
    bars_->setComparing(comparing);
}

void ScoreComparison::clear() {
    setScores({});
}

}  // namespace handscope::ui
