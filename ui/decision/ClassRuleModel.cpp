// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/decision/ClassRuleModel.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace handscope::ui {
namespace {

QString thresholdText(double share) {
    return ClassRuleModel::tr("%1 %").arg(std::round(share * 1000.0) / 10.0);
}

}  // namespace

void ClassRuleModel::setLabels(const QStringList& labels) {
    beginResetModel();
    labels_ = labels;
    scores_.clear();
    endResetModel();
}

void ClassRuleModel::setValues(const DecisionValues& values) {
    if (values == values_) {
        return;
    }
    values_ = values;
    if (!labels_.isEmpty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
}

void ClassRuleModel::setScores(const std::vector<float>& scores) {
    if (!scores.empty() && scores.size() != static_cast<std::size_t>(labels_.size())) {
        return;
    }
    scores_ = scores;
    if (!labels_.isEmpty()) {
        Q_EMIT dataChanged(index(0, Score), index(rowCount() - 1, Score));
    }
}

ClassRule ClassRuleModel::ruleOf(int row) const {
    const auto rule = values_.rules.constFind(labels_.value(row));
    return rule != values_.rules.constEnd() ? *rule : ClassRule();
}

int ClassRuleModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(labels_.size());
}

int ClassRuleModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ClassRuleModel::text(int row, int column) const {
    switch (column) {
        case Label:
            return labels_[row];
        case Threshold: {
            const ClassRule rule = ruleOf(row);
            return rule.onThreshold ? thresholdText(*rule.onThreshold) : tr("as above");
        }
        case Score:
            return scores_.empty()
                       ? QString()
                       : thresholdText(std::round(scores_[static_cast<std::size_t>(row)] * 100.0) /
                                       100.0);
        default:
            return {};
    }
}

QString ClassRuleModel::toolTip(int row, int column) const {
    const ClassRule rule = ruleOf(row);
    switch (column) {
        case Fires:
            return rule.muted
                       ? tr("%1 never fires; Space or a click lets it").arg(labels_[row])
                       : tr("%1 may fire; Space or a click keeps it from that").arg(labels_[row]);
        case Threshold:
            return tr("The averaged score from which %1 fires, never below “Ends below”. "
                      "Double-click or F2 to set its own, Delete to take it away.")
                .arg(labels_[row]);
        case Score:
            return tr("The averaged score of now; the mark is where it fires");
        default:
            return labels_[row];
    }
}

QVariant ClassRuleModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const int row = index.row();
    const ClassRule rule = ruleOf(row);
    switch (role) {
        case Qt::DisplayRole:
            return text(row, index.column());
        case Qt::EditRole:
            return index.column() == Threshold ? QVariant(data(index, OnRole))
                                               : text(row, index.column());
        case Qt::ToolTipRole:
            return toolTip(row, index.column());
        case Qt::CheckStateRole:
            return index.column() == Fires
                       ? QVariant::fromValue(rule.muted ? Qt::Unchecked : Qt::Checked)
                       : QVariant();
        case Qt::AccessibleTextRole:
            return index.column() == Fires ? (rule.muted ? tr("never fires") : tr("may fire"))
                                           : text(row, index.column());
        case Qt::TextAlignmentRole:
            return index.column() == Threshold ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                               : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
        case ScoreRole:
            return scores_.empty() ? QVariant()
                                   : QVariant(double{scores_[static_cast<std::size_t>(row)]});
        case OnRole:
            return rule.onThreshold.value_or(values_.onThreshold);
        case OwnRole:
            return rule.onThreshold.has_value();
        case MutedRole:
            return rule.muted;
        default:
            return {};
    }
}

bool ClassRuleModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return false;
    }
    ClassRule rule = ruleOf(index.row());
    if (index.column() == Fires && role == Qt::CheckStateRole) {
        rule.muted = value.toInt() == Qt::Unchecked;
    } else if (index.column() == Threshold && role == Qt::EditRole) {
        bool isNumber = false;
        const double on = value.toDouble(&isNumber);
        if (!isNumber || !(on >= 0.0 && on <= 1.0)) {
            return false;
        }
        rule.onThreshold = std::max(on, values_.offThreshold);
    } else {
        return false;
    }
    if (rule == ruleOf(index.row())) {
        return false;
    }
    edit(index.row(), rule);
    return true;
}

void ClassRuleModel::clearThreshold(int row) {
    ClassRule rule = ruleOf(row);
    if (row >= 0 && row < rowCount() && rule.onThreshold) {
        rule.onThreshold.reset();
        edit(row, rule);
    }
}

void ClassRuleModel::toggleFires(int row) {
    if (row >= 0 && row < rowCount()) {
        ClassRule rule = ruleOf(row);
        rule.muted = !rule.muted;
        edit(row, rule);
    }
}

void ClassRuleModel::edit(int row, const ClassRule& rule) {
    Q_EMIT classEdited(labels_[row], rule);
}

Qt::ItemFlags ClassRuleModel::flags(const QModelIndex& index) const {
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (!index.isValid()) {
        return flags;
    }
    flags |= Qt::ItemNeverHasChildren;
    if (index.column() == Fires) {
        flags |= Qt::ItemIsUserCheckable;
    } else if (index.column() == Threshold) {
        flags |= Qt::ItemIsEditable;
    }
    return flags;
}

QVariant ClassRuleModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) {
        return {};
    }
    static constexpr std::array<const char*, ColumnCount> kTitles{
        QT_TR_NOOP("Gesture"), QT_TR_NOOP("Fires"), QT_TR_NOOP("from"), QT_TR_NOOP("Score")};
    static constexpr std::array<const char*, ColumnCount> kToolTips{
        QT_TR_NOOP("The model's classes"), QT_TR_NOOP("Whether the gesture may fire at all"),
        QT_TR_NOOP("The averaged score from which it fires"),
        QT_TR_NOOP("Its averaged score of now")};
    const auto column = static_cast<std::size_t>(section);
    if (role == Qt::DisplayRole) {
        return tr(kTitles[column]);
    }
    return role == Qt::ToolTipRole ? QVariant(tr(kToolTips[column])) : QVariant();
}

}  // namespace handscope::ui
