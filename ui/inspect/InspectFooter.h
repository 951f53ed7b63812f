// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProgressBar>
#include <QToolButton>
#include <QWidget>

#include "ui/ElidedLabel.h"

namespace handscope::ui {

/// The line below the page that looks into the network: a remark, how far something long is, and
/// the buttons for files. GUI thread.
class InspectFooter : public QWidget {
    Q_OBJECT

public:
    /// `open` has a button; `exports` stand in the menu of another.
    InspectFooter(QAction* open, const QList<QAction*>& exports, QWidget* parent = nullptr);

    void setRemark(const QString& remark);
    /// `fraction`: 0 … 1; below 0: not known.
    void showProgress(const QString& text, double fraction);
    void hideProgress();

Q_SIGNALS:
    void cancelRequested();

private:
    ElidedLabel* remark_;
    ElidedLabel* task_;
    QProgressBar* progress_;
    QToolButton* cancel_;
    QToolButton* exports_;
};

}  // namespace handscope::ui
