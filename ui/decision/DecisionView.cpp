// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/decision/DecisionView.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace handscope::ui {

DecisionView::DecisionView(QWidget* parent)
    : QWidget(parent),
      profiles_(new ProfileBar(this)),
      tabs_(new QTabWidget(this)),
      panel_(new DecisionPanel),
      trial_(new TrialView) {
    setObjectName(QStringLiteral("decision.view"));
    auto* scroll = new QScrollArea(tabs_);
    scroll->setWidget(panel_);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumWidth(panel_->minimumSizeHint().width());
    tabs_->setObjectName(QStringLiteral("decision.tabs"));
    tabs_->setAccessibleName(tr("Decision"));
    tabs_->setDocumentMode(true);
    tabs_->addTab(scroll, tr("Values"));
    tabs_->setTabToolTip(0, tr("When scores become an event"));
    tabs_->addTab(trial_, tr("Try on a recording"));
    tabs_->setTabToolTip(1, tr("What the values would find in the recording that is open"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 0);
    layout->setSpacing(4);
    layout->addWidget(profiles_);
    layout->addWidget(tabs_, 1);
}

}  // namespace handscope::ui
