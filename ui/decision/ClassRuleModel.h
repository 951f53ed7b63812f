// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QStringList>
#include <vector>

#include "ui/decision/DecisionValues.h"

namespace handscope::ui {

/// A row for each class: from which score it fires, whether it does at all, and its score of now.
///
/// An edit is a wish: the model says classEdited() and waits for setValues(). A threshold below the
/// off-threshold is raised to it. GUI thread.
class ClassRuleModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Label, Fires, Threshold, Score, ColumnCount };
    enum Role {
        ScoreRole = Qt::UserRole,  ///< double, 0 … 1; no value while none is known
        OnRole,                    ///< double: the threshold that counts
        OwnRole,                   ///< bool: it is the class's own
        MutedRole,                 ///< bool
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// In the order of the scores. Takes the scores away.
    void setLabels(const QStringList& labels);
    void setValues(const DecisionValues& values);
    /// Ignored where there is not one a class. Empty: none is known.
    void setScores(const std::vector<float>& scores);

    double offThreshold() const noexcept { return values_.offThreshold; }
    /// As above, from now on.
    void clearThreshold(int row);
    void toggleFires(int row);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    /// A threshold as a share, 0 … 1.
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void classEdited(const QString& label, const handscope::ui::ClassRule& rule);

private:
    QStringList labels_;
    DecisionValues values_;
    std::vector<float> scores_;

    ClassRule ruleOf(int row) const;
    QVariant text(int row, int column) const;
    QString toolTip(int row, int column) const;
    void edit(int row, const ClassRule& rule);
};

}  // namespace handscope::ui
