// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/decision/TrialModel.h"

#include <QFont>
#include <algorithm>
#include <cmath>

#include "ui/TimeText.h"

namespace handscope::ui {
namespace {

QString spanText(const std::optional<TrialSpan>& span) {
    return span ? TrialModel::tr("%1 – %2").arg(timeText(span->start), timeText(span->end))
                : QStringLiteral("–");
}

QString scoredText(const TrialSpan& span) {
    return TrialModel::tr("%1 to %2 (peak %3 %)")
        .arg(timeText(span.start), timeText(span.end))
        .arg(std::lround(span.score * 100.0));
}

}  // namespace

QString changeSign(TrialChange change) {
    switch (change) {
        case TrialChange::Same:
            return QStringLiteral("=");
        case TrialChange::Moved:
            return QStringLiteral("↔");
        case TrialChange::Gone:
            return QStringLiteral("−");
        case TrialChange::New:
            return QStringLiteral("+");
    }
    return {};
}

QString changeText(TrialChange change) {
    switch (change) {
        case TrialChange::Same:
            return TrialModel::tr("same");
        case TrialChange::Moved:
            return TrialModel::tr("moved");
        case TrialChange::Gone:
            return TrialModel::tr("gone");
        case TrialChange::New:
            return TrialModel::tr("new");
    }
    return {};
}

QString sentenceOn(const TrialRow& row) {
    if (row.before && row.after) {
        return row.change == TrialChange::Same
                   ? TrialModel::tr("%1, the same: %2").arg(row.label, scoredText(*row.after))
                   : TrialModel::tr("%1, moved: before %2, now %3")
                         .arg(row.label, scoredText(*row.before), scoredText(*row.after));
    }
    return row.before
               ? TrialModel::tr("%1, gone: before %2").arg(row.label, scoredText(*row.before))
           : row.after ? TrialModel::tr("%1, new: %2").arg(row.label, scoredText(*row.after))
                       : row.label;
}

void TrialModel::setRows(const QVector<TrialRow>& rows) {
    if (rows == rows_) {
        return;
    }
    beginResetModel();
    rows_ = rows;
    std::stable_sort(rows_.begin(), rows_.end(), [](const TrialRow& left, const TrialRow& right) {
        return left.start() < right.start();
    });
    endResetModel();
}

int TrialModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int TrialModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TrialModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const TrialRow& row = rows_[index.row()];
    if (role == Qt::ToolTipRole || role == Qt::AccessibleDescriptionRole) {
        return sentenceOn(row);
    }
    if (role == Qt::FontRole) {
        QFont font;
        font.setBold(row.change != TrialChange::Same && index.column() == Change);
        return font;
    }
    if (role == Qt::TextAlignmentRole) {
        return index.column() == Change ? QVariant(Qt::AlignCenter)
                                        : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole) {
        return {};
    }
    switch (index.column()) {
        case Change:
            return role == Qt::DisplayRole ? changeSign(row.change) : changeText(row.change);
        case Label:
            return row.label;
        case Before:
            return spanText(row.before);
        default:
            return spanText(row.after);
    }
}

QVariant TrialModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Horizontal && role == Qt::ToolTipRole && section == Change) {
        return tr("= the same, ↔ moved, + new, − gone");
    }
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
        case Change:
            return QStringLiteral("±");
        case Label:
            return tr("Gesture");
        case Before:
            return tr("Before");
        case After:
            return tr("Now");
        default:
            return {};
    }
}

}  // namespace handscope::ui
