// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QWidget>
#include <optional>

#include "ui/ElidedLabel.h"
#include "ui/decision/TrialLanes.h"
#include "ui/decision/TrialModel.h"
#include "ui/recordings/HintedTable.h"

namespace handscope::ui {

/// What changed settings would make of a recording: the events before and after on one axis, and a
/// list of them. Activating an event (double click, Enter) asks to go there.
///
/// Runs nothing itself. GUI thread.
class TrialView : public QWidget {
    Q_OBJECT

public:
    explicit TrialView(QWidget* parent = nullptr);

    /// What "this recording" is; empty: there is none, and `why` says so. Takes the result away.
    void setRecording(const QString& name, const QString& why = {});
    /// For the colours.
    void setLabels(const QStringList& labels);

    /// How far the trial is, 0 … 1, or below 0 where nobody knows; shows Cancel in place of Try.
    void showProgress(double share);
    /// The trial ended. Takes progress and remark away.
    void showResult(const TrialResult& result);
    /// The trial ended without a result, or the result no longer says what the values do.
    void showIdle(const QString& remark);

Q_SIGNALS:
    void trialRequested();
    void cancelRequested();
    /// Seconds from the recording's beginning.
    void seekRequested(double seconds);

private:
    bool hasRecording_ = false;
    TrialModel model_;
    ElidedLabel* recording_;
    QPushButton* try_;
    QPushButton* cancel_;
    QProgressBar* progress_;
    QLabel* summary_;
    TrialLanes* lanes_;
    HintedTable* table_;

    void layOut();
    void fitTimes(double duration);
    void clearResult();
    void setRunning(bool running);
};

/// Such as "3 the same, 1 new, 1 gone".
QString trialSummary(const QVector<TrialRow>& rows);

}  // namespace handscope::ui
