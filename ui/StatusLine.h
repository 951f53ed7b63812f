// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QProgressBar>
#include <QStatusBar>
#include <QString>

#include "ui/ElidedLabel.h"

namespace handscope::ui {

/// The window's status line: a few words that pass, and beside them, all the time, what is being
/// recorded, which source is open and which model runs or is on its way.
///
/// Owns its parts. Knows of none of these but what it is told. GUI thread.
class StatusLine : public QStatusBar {
    Q_OBJECT

public:
    explicit StatusLine(QWidget* parent = nullptr);

    /// In a few words; empty: nothing is being recorded.
    void setRecording(const QString& detail);
    /// Empty: none is open.
    void setSource(const QString& name);
    /// Whether the source is told of at all.
    void setSourceShown(bool shown) { source_->setVisible(shown); }
    /// Empty: there is none.
    void setModel(const QString& name);
    /// That a model of this name is on its way; empty: none is any more, and the name of the one
    /// that runs comes back.
    void showLoading(const QString& name);

private:
    ElidedLabel* recording_;
    QLabel* source_;
    QProgressBar* busy_;  ///< while a model is on its way
    QLabel* model_;
    QString running_;  ///< the name of the model that runs
};

}  // namespace handscope::ui
