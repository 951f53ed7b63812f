// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/strip/StripBar.h"

#include <QHBoxLayout>
#include <QToolBar>

#include "ui/TimeText.h"
#include "ui/recordings/PageAction.h"

namespace handscope::ui {

StripBar::StripBar(const QList<QAction*>& actions, QWidget* parent)
    : QWidget(parent), state_(new QLabel(this)), time_(new QLabel(this)) {
    setObjectName(QStringLiteral("strip.bar"));
    state_->setObjectName(QStringLiteral("strip.state"));
    state_->setAccessibleName(tr("What is shown"));
    state_->setToolTip(tr("Which moment of the video the page shows"));
    time_->setObjectName(QStringLiteral("strip.time"));
    time_->setAccessibleName(tr("Time of the cursor"));
    time_->setToolTip(tr("Time of the cursor"));
    auto* buttons = buttonBar(tr("Time"), actions, this, ButtonLook::IconAndWords);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(4, 2, 4, 2);
    layout->setSpacing(8);
    layout->addWidget(buttons);
    layout->addWidget(state_);
    layout->addWidget(time_);
    // What stands beside them must not move with the digits.
    state_->setMinimumWidth(fontMetrics().horizontalAdvance(tr("frozen at %1 s").arg(1234.56)));
    time_->setMinimumWidth(fontMetrics().horizontalAdvance(timeText(3600.0)));
    showNothing();
}

void StripBar::showState(bool live, bool frozen, double cursor) {
    if (frozen) {
        state_->setText(tr("frozen at %1 s").arg(cursor, 0, 'f', 2));
    } else {
        state_->setText(live ? tr("live") : tr("follows the video"));
    }
    time_->setText(timeText(cursor));
}

void StripBar::showNothing() {
    state_->setText(tr("no video"));
    time_->clear();
}

}  // namespace handscope::ui
