// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace handscope::ui {

/// A table of rows that are selected as a whole, which says in words what to do while it is empty.
/// Fixed row heights, so that a great many rows cost nothing. GUI thread.
class HintedTable : public QTableView {
    Q_OBJECT

public:
    explicit HintedTable(QWidget* parent = nullptr);

    /// Shown while there are no rows.
    void setHint(const QString& hint);
    QString hint() const { return hint_; }

    /// Makes the column as wide as its title and this text need. To be called with a model set.
    void fitColumn(int column, const QString& widest);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString hint_;
};

}  // namespace handscope::ui
