// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QPushButton>
#include <QTimer>
#include <QWidget>
#include <optional>
#include <vector>

#include "ui/decision/ClassRuleTable.h"
#include "ui/decision/DecisionCurve.h"
#include "ui/decision/DecisionForm.h"
#include "ui/decision/DecisionValues.h"

namespace handscope::ui {

/// When scores become an event: a picture that explains it, its values, and a row for each class.
///
/// Knows no model and no file: it is given values, labels and scores, and says what a person
/// changed. An off-threshold above the on-threshold cannot be set here; given, it is explained.
/// GUI thread.
class DecisionPanel : public QWidget {
    Q_OBJECT

public:
    explicit DecisionPanel(QWidget* parent = nullptr);

    /// Emits nothing.
    void setValues(const DecisionValues& values);
    const DecisionValues& values() const noexcept { return values_; }

    /// The model's classes, in the order of the scores.
    void setLabels(const QStringList& labels);
    /// A model that fixes its windows: they are shown and cannot be changed, and values() keeps
    /// those that were chosen for other models.
    void setFixedWindows(const std::optional<FixedWindows>& fixed);

    /// Smoothed, one a class; painted five times a second at most, and only while in sight.
    void showScores(const std::vector<float>& scores);
    void clearScores();

    /// The row for each class: stands below the values until it is given another place.
    QWidget* classes() const { return classes_; }

Q_SIGNALS:
    /// A person changed something; once for all that changed before the event loop came round.
    void valuesChanged(const handscope::ui::DecisionValues& values);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    DecisionValues values_;
    std::optional<FixedWindows> fixed_;
    bool announced_ = false;  ///< valuesChanged() is on its way
    std::vector<float> scores_;
    bool scoresPending_ = false;
    QTimer scoresRest_;
    DecisionCurve* curve_;
    DecisionForm* form_;
    QLabel* remark_;
    QPushButton* defaults_;
    ClassRuleTable* classes_;

    void layOut();
    void edited();
    void refresh(const QString& remark = {});
    void paintScores();
};

}  // namespace handscope::ui
