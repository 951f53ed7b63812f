// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QWidget>

#include "ui/decision/ClassRuleModel.h"
#include "ui/recordings/HintedTable.h"

namespace handscope::ui {

/// The classes as a table with a box to find some of them. By keyboard: Space lets a class fire or
/// not, F2 or Enter sets its threshold, Delete takes that away. GUI thread.
class ClassRuleTable : public QWidget {
    Q_OBJECT

public:
    explicit ClassRuleTable(QWidget* parent = nullptr);

    ClassRuleModel& model() noexcept { return model_; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    ClassRuleModel model_;
    QSortFilterProxyModel found_;
    QLineEdit* filter_;
    HintedTable* table_;

    int currentRow() const;
    bool act(int key);
};

}  // namespace handscope::ui
