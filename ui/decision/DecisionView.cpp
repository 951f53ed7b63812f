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
    // Where there is less room than a tab needs, it scrolls.
    const auto scrolled = [this](QWidget* content) {
        auto* scroll = new QScrollArea(tabs_);
        scroll->setWidget(content);
        scroll->setWidgetResizable(true);
        scroll->setFrameShape(QFrame::NoFrame);
        scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        scroll->setMinimumWidth(content->minimumSizeHint().width());
        return scroll;
    };
    tabs_->setObjectName(QStringLiteral("decision.tabs"));
    tabs_->setAccessibleName(tr("Decision"));
    tabs_->setDocumentMode(true);
    tabs_->addTab(scrolled(panel_), tr("Values"));
    tabs_->setTabToolTip(0, tr("When scores become an event"));
    tabs_->addTab(panel_->classes(), tr("Gestures"));
    tabs_->setTabToolTip(1, tr("Which gestures may become an event, and thresholds of their own"));
    tabs_->addTab(scrolled(trial_), tr("Try on a recording"));
    tabs_->setTabToolTip(2, tr("What the values would find in the recording that is open"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 0);
    layout->setSpacing(4);
    layout->addWidget(profiles_);
    layout->addWidget(tabs_, 1);
}

}  // namespace handscope::ui
