// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/network/CutModel.h"

#include "ui/inspect/network/NetworkText.h"

namespace handscope::ui {

void CutModel::setCuts(const QVector<CutName>& cuts) {
    QVector<CutName> wanted;
    for (const CutName& cut : cuts) {
        if (!wanted.contains(cut)) {
            wanted.append(cut);
        }
    }
    for (int row = static_cast<int>(cuts_.size()) - 1; row >= 0; --row) {
        if (!wanted.contains(cuts_[row])) {
            beginRemoveRows({}, row, row);
            cuts_.removeAt(row);
            endRemoveRows();
        }
    }
    for (int row = 0; row < wanted.size(); ++row) {
        const int from = static_cast<int>(cuts_.indexOf(wanted[row]));
        if (from == row) {
            continue;
        }
        if (from >= 0) {
            // Everything before `row` is in its place, so it comes from further down.
            beginMoveRows({}, from, from, {}, row);
            cuts_.move(from, row);
            endMoveRows();
        } else {
            beginInsertRows({}, row, row);
            cuts_.insert(row, wanted[row]);
            endInsertRows();
        }
    }
}

int CutModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(cuts_.size());
}

QVariant CutModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const CutName& cut = cuts_[index.row()];
    switch (role) {
        case Qt::DisplayRole:
            return cutText(cut);
        case Qt::AccessibleTextRole:
            return tr("%1, cut").arg(cutText(cut));
        case Qt::ToolTipRole:
            return cut.point == QLatin1String("branch")
                       ? tr("Becomes zero before the sum: of the block only the shortcut passes. "
                            "Press Delete to restore it")
                       : tr("Becomes zero before the sum. Press Delete to restore it");
        default:
            return {};
    }
}

}  // namespace handscope::ui
