// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include "ui/decision/TrialTypes.h"

namespace handscope::ui {

/// What a trial found, a row an event, by time. GUI thread.
class TrialModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Change, Label, Before, After, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(const QVector<TrialRow>& rows);
    const QVector<TrialRow>& rows() const noexcept { return rows_; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    QVector<TrialRow> rows_;
};

/// A sign that tells it apart without colour.
QString changeSign(TrialChange change);
/// In a word.
QString changeText(TrialChange change);
/// The event in a sentence.
QString sentenceOn(const TrialRow& row);

}  // namespace handscope::ui
