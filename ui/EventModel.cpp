// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/EventModel.h"

#include <algorithm>

#include "ui/PercentText.h"
#include "ui/PlainToolTip.h"
#include "ui/TimeText.h"

namespace handscope::ui {
namespace {

QString toolTipOf(const EventRow& event) {
    QString text = EventModel::tr("%1, from %2 to %3")
                       .arg(event.label, timeText(event.start), timeText(event.end));
    if (event.open) {
        text += EventModel::tr(" (still going on)");
    }
    if (!event.runnerUp.isEmpty()) {
        text += EventModel::tr("\nSecond most likely: %1").arg(event.runnerUp);
    }
    return text;
}

QString textOf(const EventRow& event, int column) {
    switch (column) {
        case EventModel::Time:
            return timeText(event.start);
        case EventModel::Gesture:
            return event.label;
        case EventModel::Duration:
            return event.open ? EventModel::tr("%1 s …").arg(event.end - event.start, 0, 'f', 1)
                              : EventModel::tr("%1 s").arg(event.end - event.start, 0, 'f', 1);
        case EventModel::Score:
            return percentText(event.score);
        default:
            return {};
    }
}

}  // namespace

void EventModel::upsert(const EventRow& event) {
    const auto known = std::find_if(events_.begin(), events_.end(),
                                    [&](const EventRow& other) { return other.id == event.id; });
    if (known != events_.end()) {
        *known = event;
        const int row = static_cast<int>(known - events_.begin());
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        return;
    }
    if (static_cast<int>(events_.size()) >= kCapacity) {
        const int last = static_cast<int>(events_.size()) - 1;
        beginRemoveRows({}, last, last);
        events_.pop_back();
        endRemoveRows();
    }
    beginInsertRows({}, 0, 0);
    events_.push_front(event);
    endInsertRows();
}

void EventModel::clear() {
    if (events_.empty()) {
        return;
    }
    beginResetModel();
    events_.clear();
    endResetModel();
}

std::optional<EventRow> EventModel::event(int row) const {
    if (row < 0 || row >= static_cast<int>(events_.size())) {
        return std::nullopt;
    }
    return events_[static_cast<std::size_t>(row)];
}

int EventModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(events_.size());
}

int EventModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EventModel::data(const QModelIndex& index, int role) const {
    const auto shown = index.isValid() ? event(index.row()) : std::nullopt;
    if (!shown) {
        return {};
    }
    switch (role) {
        case Qt::DisplayRole:
            return textOf(*shown, index.column());
        case Qt::ToolTipRole:
            return plainToolTip(toolTipOf(*shown));
        case Qt::TextAlignmentRole:
            return index.column() == Gesture ? QVariant(Qt::AlignLeft | Qt::AlignVCenter)
                                             : QVariant(Qt::AlignRight | Qt::AlignVCenter);
        default:
            return {};
    }
}

QVariant EventModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return QAbstractTableModel::headerData(section, orientation, role);
    }
    switch (section) {
        case Time:
            return tr("Time");
        case Gesture:
            return tr("Gesture");
        case Duration:
            return tr("Duration");
        case Score:
            return tr("Score");
        default:
            return {};
    }
}

}  // namespace handscope::ui
