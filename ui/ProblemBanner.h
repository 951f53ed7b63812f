// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QLabel>

#include "ui/DisplayTypes.h"

namespace handscope::ui {

/// A problem in three parts, shown until it is dismissed or over. Hidden while there is none.
/// GUI thread.
class ProblemBanner : public QFrame {
    Q_OBJECT

public:
    explicit ProblemBanner(QWidget* parent = nullptr);

    /// Replaces what is shown.
    void setProblem(const Problem& problem);

    /// As if its button had been pressed.
    void dismiss();

Q_SIGNALS:
    void dismissed();

protected:
    void changeEvent(QEvent* event) override;

private:
    QLabel* symbol_;
    QLabel* whatHappened_;
    QLabel* details_;
    bool applyingPalette_ = false;

    void applyPalette();
};

}  // namespace handscope::ui
