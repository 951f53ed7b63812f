// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTabWidget>
#include <QWidget>

#include "ui/decision/DecisionPanel.h"
#include "ui/decision/ProfileBar.h"
#include "ui/decision/TrialView.h"

namespace handscope::ui {

/// All about decisions in one panel: the profiles at the top, below them, on a tab each, their
/// values, those of single gestures, and the trial. GUI thread.
class DecisionView : public QWidget {
    Q_OBJECT

public:
    explicit DecisionView(QWidget* parent = nullptr);

    DecisionPanel& panel() const { return *panel_; }
    ProfileBar& profiles() const { return *profiles_; }
    TrialView& trial() const { return *trial_; }

private:
    ProfileBar* profiles_;
    QTabWidget* tabs_;
    DecisionPanel* panel_;
    TrialView* trial_;
};

}  // namespace handscope::ui
