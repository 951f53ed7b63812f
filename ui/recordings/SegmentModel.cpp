// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recordings/SegmentModel.h"

#include <QSet>
#include <algorithm>

#include "ui/PercentText.h"
#include "ui/PlainToolTip.h"
#include "ui/TimeText.h"

namespace handscope::ui {
namespace {

// Above this many rows that come or go, a reset costs views less than single changes.
constexpr qsizetype kMostSingleChanges = 64;

bool isEarlier(const SegmentRow& left, const SegmentRow& right) {
    return left.start != right.start ? left.start < right.start : left.id < right.id;
}

bool isMoreDoubtful(const SegmentRow& left, const SegmentRow& right) {
    if (isUnreviewed(left) != isUnreviewed(right)) {
        return isUnreviewed(left);
    }
    if (isUnreviewed(left) && left.margin != right.margin) {
        return left.margin < right.margin;
    }
    return isEarlier(left, right);
}

QString stateText(const SegmentRow& segment) {
    switch (segment.state) {
        case ReviewState::Predicted:
            return isDoubtful(segment) ? SegmentModel::tr("Doubtful")
                                       : SegmentModel::tr("Predicted");
        case ReviewState::Accepted:
            return SegmentModel::tr("Accepted");
        case ReviewState::Changed:
            return SegmentModel::tr("Changed");
        case ReviewState::Added:
            return SegmentModel::tr("Added");
    }
    return {};
}

QString textOf(const SegmentRow& segment, int column) {
    // What a person made has no score of the network.
    const bool scored = segment.state != ReviewState::Added;
    switch (column) {
        case SegmentModel::Time:
            return SegmentModel::tr("%1 – %2").arg(timeText(segment.start), timeText(segment.end));
        case SegmentModel::Label:
            return segment.label;
        case SegmentModel::Frames:
            return SegmentModel::tr("%1 – %2").arg(segment.startFrame).arg(segment.endFrame);
        case SegmentModel::Score:
            return scored ? percentText(segment.score) : QString();
        case SegmentModel::Margin:
            return scored ? percentText(segment.margin) : QString();
        case SegmentModel::State:
            return stateText(segment);
        default:
            return {};
    }
}

QString toolTipOf(const SegmentRow& segment) {
    QString text = SegmentModel::tr("%1, from %2 to %3 (frames %4 to %5): %6")
                       .arg(segment.label, timeText(segment.start), timeText(segment.end))
                       .arg(segment.startFrame)
                       .arg(segment.endFrame)
                       .arg(stateText(segment));
    if (!segment.runnerUp.isEmpty()) {
        text += SegmentModel::tr("\nSecond most likely: %1").arg(segment.runnerUp);
    }
    return text;
}

}  // namespace

QVector<SegmentRow> SegmentModel::sorted(const QVector<SegmentRow>& segments) const {
    QVector<SegmentRow> rows;
    rows.reserve(segments.size());
    QSet<qint64> seen;
    for (const SegmentRow& segment : segments) {
        if (!seen.contains(segment.id)) {
            seen.insert(segment.id);
            rows.append(segment);
        }
    }
    std::sort(rows.begin(), rows.end(),
              order_ == SegmentOrder::ByTime ? isEarlier : isMoreDoubtful);
    return rows;
}

void SegmentModel::setSegments(const QVector<SegmentRow>& segments) {
    const QVector<SegmentRow> wanted = sorted(segments);
    unreviewed_ = static_cast<int>(std::count_if(wanted.begin(), wanted.end(), isUnreviewed));
    const auto known =
        std::count_if(wanted.begin(), wanted.end(),
                      [this](const SegmentRow& segment) { return rowOf(segment.id) >= 0; });
    if (segments_.size() - known + wanted.size() - known > kMostSingleChanges) {
        resetTo(wanted);
        return;
    }
    if (known < segments_.size()) {
        removeVanished(wanted);
    }
    reorder(wanted);
    updateAndInsert(wanted);
}

void SegmentModel::setOrder(SegmentOrder order) {
    if (order == order_) {
        return;
    }
    order_ = order;
    reorder(sorted(segments_));
}

void SegmentModel::resetTo(const QVector<SegmentRow>& wanted) {
    beginResetModel();
    segments_ = wanted;
    renumber();
    endResetModel();
}

void SegmentModel::renumber() {
    rowOfId_.clear();
    rowOfId_.reserve(segments_.size());
    for (int row = 0; row < segments_.size(); ++row) {
        rowOfId_.insert(segments_[row].id, row);
    }
}

void SegmentModel::removeVanished(const QVector<SegmentRow>& wanted) {
    QSet<qint64> kept;
    for (const SegmentRow& segment : wanted) {
        kept.insert(segment.id);
    }
    for (int row = static_cast<int>(segments_.size()) - 1; row >= 0; --row) {
        if (!kept.contains(segments_[row].id)) {
            beginRemoveRows({}, row, row);
            segments_.removeAt(row);
            renumber();
            endRemoveRows();
        }
    }
}

void SegmentModel::reorder(const QVector<SegmentRow>& wanted) {
    QVector<SegmentRow> moved;
    moved.reserve(segments_.size());
    bool inOrder = true;
    for (const SegmentRow& segment : wanted) {
        if (const int row = rowOf(segment.id); row >= 0) {
            inOrder = inOrder && row == moved.size();
            moved.append(segments_[row]);
        }
    }
    if (inOrder) {
        return;
    }
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList from = persistentIndexList();
    QVector<qint64> ids;
    ids.reserve(from.size());
    for (const QModelIndex& place : from) {
        ids.append(segments_[place.row()].id);
    }
    segments_ = moved;
    renumber();
    QModelIndexList to;
    to.reserve(from.size());
    for (qsizetype place = 0; place < from.size(); ++place) {
        to.append(index(rowOf(ids[place]), from[place].column()));
    }
    changePersistentIndexList(from, to);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void SegmentModel::updateAndInsert(const QVector<SegmentRow>& wanted) {
    for (int row = 0; row < wanted.size(); ++row) {
        if (row >= segments_.size() || segments_[row].id != wanted[row].id) {
            beginInsertRows({}, row, row);
            segments_.insert(row, wanted[row]);
            renumber();
            endInsertRows();
        } else if (segments_[row] != wanted[row]) {
            segments_[row] = wanted[row];
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        }
    }
}

const SegmentRow* SegmentModel::segment(int row) const {
    return row >= 0 && row < segments_.size() ? &segments_[row] : nullptr;
}

int SegmentModel::nextUnreviewed(int row) const {
    const int count = static_cast<int>(segments_.size());
    for (int step = 1; step <= count; ++step) {
        const int candidate = (std::max(row, -1) + step) % count;
        if (candidate != row && isUnreviewed(segments_[candidate])) {
            return candidate;
        }
    }
    return -1;
}

int SegmentModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(segments_.size());
}

int SegmentModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SegmentModel::data(const QModelIndex& index, int role) const {
    const SegmentRow* shown = index.isValid() ? segment(index.row()) : nullptr;
    if (shown == nullptr) {
        return {};
    }
    switch (role) {
        case Qt::DisplayRole:
            return textOf(*shown, index.column());
        case Qt::EditRole:
            return index.column() == Label ? QVariant(shown->label) : QVariant();
        case Qt::ToolTipRole:
            return plainToolTip(toolTipOf(*shown));
        case Qt::TextAlignmentRole:
            return index.column() == Score || index.column() == Margin
                       ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                       : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
        case ReviewStateRole:
            return static_cast<int>(shown->state);
        case DoubtfulRole:
            return isDoubtful(*shown);
        case RunnerUpRole:
            return shown->runnerUp;
        default:
            return {};
    }
}

bool SegmentModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    const SegmentRow* edited = index.isValid() ? segment(index.row()) : nullptr;
    const QString label = value.toString().trimmed();
    if (edited == nullptr || index.column() != Label || role != Qt::EditRole || label.isEmpty() ||
        label == edited->label) {
        return false;
    }
    Q_EMIT labelEdited(edited->id, label);
    return true;
}

Qt::ItemFlags SegmentModel::flags(const QModelIndex& index) const {
    const Qt::ItemFlags usual = QAbstractTableModel::flags(index);
    return index.isValid() && index.column() == Label ? usual | Qt::ItemIsEditable : usual;
}

QVariant SegmentModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::ToolTipRole)) {
        return QAbstractTableModel::headerData(section, orientation, role);
    }
    const bool text = role == Qt::DisplayRole;
    switch (section) {
        case Time:
            return text ? tr("Time") : tr("From the beginning of the recording");
        case Label:
            return text ? tr("Label") : tr("Which gesture it is");
        case Frames:
            return text ? tr("Frames") : tr("The first and the last frame, counted from 0");
        case Score:
            return text ? tr("Score") : tr("How sure the network is");
        case Margin:
            return text ? tr("Margin") : tr("The lead over the second most likely label");
        case State:
            return text ? tr("State") : tr("Whether a person has looked at it");
        default:
            return {};
    }
}

}  // namespace handscope::ui
