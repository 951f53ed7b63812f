// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <deque>
#include <optional>

#include "ui/DisplayTypes.h"

namespace handscope::ui {

/// The recognised gestures, the newest in the first row.
///
/// Keeps the newest kCapacity events and drops the oldest beyond that. GUI thread.
class EventModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Time, Gesture, Duration, Score, ColumnCount };
    static constexpr int kCapacity = 10000;

    using QAbstractTableModel::QAbstractTableModel;

    /// Updates the row with the event's id, or puts a new one on top. An id older than all that are
    /// kept is taken as new.
    void upsert(const EventRow& event);
    void clear();

    /// nullopt outside the rows.
    std::optional<EventRow> event(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::deque<EventRow> events_;  ///< newest first, as the rows are
};

}  // namespace handscope::ui
