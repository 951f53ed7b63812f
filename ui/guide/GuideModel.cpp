// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/guide/GuideModel.h"

#include <algorithm>
#include <utility>

namespace handscope::ui {

void GuideModel::setLabels(const QStringList& labels) {
    if (labels == labels_) {
        return;
    }
    beginResetModel();
    labels_ = labels;
    seen_.fill(0, labels.size());
    current_ = -1;
    endResetModel();
}

void GuideModel::markSeen(const QString& label) {
    if (const auto row = labels_.indexOf(label); row >= 0) {
        ++seen_[row];
        changed(row);
    }
}

void GuideModel::clearSeen() {
    seen_.fill(0);
    if (!labels_.isEmpty()) {
        Q_EMIT dataChanged(index(0), index(static_cast<int>(labels_.size()) - 1));
    }
}

void GuideModel::setCurrent(const QString& label) {
    const auto row = labels_.indexOf(label);
    if (row != current_) {
        const auto before = std::exchange(current_, row);
        changed(before);
        changed(row);
    }
}

int GuideModel::seenKinds() const {
    return static_cast<int>(
        std::count_if(seen_.begin(), seen_.end(), [](int times) { return times > 0; }));
}

void GuideModel::changed(qsizetype row) {
    if (row >= 0) {
        const QModelIndex place = index(static_cast<int>(row));
        Q_EMIT dataChanged(place, place);
    }
}

int GuideModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(labels_.size());
}

QVariant GuideModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const int row = index.row();
    switch (role) {
        case Qt::DisplayRole:
            return labels_[row];
        case Qt::ToolTipRole:
        case Qt::AccessibleTextRole:
            return seen_[row] > 0 ? tr("%1: seen %n time(s)", nullptr, seen_[row]).arg(labels_[row])
                                  : tr("%1: not seen yet").arg(labels_[row]);
        case SeenRole:
            return seen_[row];
        case CurrentRole:
            return row == current_;
        default:
            return {};
    }
}

}  // namespace handscope::ui
