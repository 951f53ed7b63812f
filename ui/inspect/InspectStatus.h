// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProgressBar>
#include <QToolButton>
#include <QWidget>

#include "ui/ElidedLabel.h"

namespace handscope::ui {

/// Beside the buttons for the time: a remark or, while it lasts, how far something long is, and a
/// menu for files. GUI thread.
class InspectStatus : public QWidget {
    Q_OBJECT

public:
    /// These stand in the menu; null where a separator stands.
    explicit InspectStatus(const QList<QAction*>& files, QWidget* parent = nullptr);

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
    QToolButton* files_;

    void buildTask();
    void buildMenu(const QList<QAction*>& files);
};

}  // namespace handscope::ui
