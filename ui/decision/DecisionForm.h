// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QVector>
#include <QWidget>
#include <optional>

#include "ui/decision/DecisionValues.h"
#include "ui/decision/ValueRow.h"

namespace handscope::ui {

/// The values that hold for all classes, a row each. Keeps the two thresholds in order: the one
/// that is not being moved goes along. GUI thread.
class DecisionForm : public QWidget {
    Q_OBJECT

public:
    explicit DecisionForm(QWidget* parent = nullptr);

    /// Emits nothing.
    void setValues(const DecisionValues& values, const std::optional<FixedWindows>& fixed);

Q_SIGNALS:
    /// `remark`: what else was changed, and why; mostly empty.
    void edited(const handscope::ui::DecisionValues& values, const QString& remark);

private:
    struct Row {
        double DecisionValues::*field;
        ValueRow* controls;
    };

    DecisionValues values_;
    std::optional<FixedWindows> fixed_;
    QVector<Row> rows_;

    void addWindowRows(class QGridLayout& grid);
    void addScoreRows(class QGridLayout& grid);
    void addTimeRows(class QGridLayout& grid);
    void add(class QGridLayout& grid, double DecisionValues::*field, const char* name,
             const QString& title, const QString& what, bool percent, const ValueRow::Range& range);
    void edit(double DecisionValues::*field, double value);
};

/// What is out of order about these values, and what would come of it; empty when nothing is.
QString remarkOn(const DecisionValues& values);

}  // namespace handscope::ui
