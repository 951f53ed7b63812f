// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QHash>
#include <QVector>
#include <array>

#include "ui/recordings/RecordingTypes.h"

namespace handscope::ui {

/// The recordings of the queue, in the order in which they were added.
///
/// Finds a recording by its id and updates it in constant time, and counts states as it goes, so
/// that a queue of ten thousand costs no more than one of ten. Sorts and filters nothing:
/// RecordingOrder does. GUI thread.
class RecordingModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, State, Segments, ToReview, Margin, ColumnCount };
    enum Role {
        StateRole = Qt::UserRole,  ///< int of RecordingState
        ProgressRole,              ///< 0 … 1
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// Replaces all rows. Of two with the same id the first is kept.
    void setRecordings(const QVector<RecordingRow>& recordings);
    /// Rows at the end. What is there already stays as it is.
    void add(const QVector<RecordingRow>& recordings);
    /// The row with the recording's id becomes this one; an id that is new is added at the end.
    void update(const RecordingRow& recording);

    /// nullptr outside the rows; valid until the next change.
    const RecordingRow* recording(int row) const;
    /// −1 when there is none.
    int rowOf(qint64 id) const { return rowOfId_.value(id, -1); }
    int count(RecordingState state) const { return counts_[static_cast<std::size_t>(state)]; }
    /// The progress of all that run, added up: 2.5 of five is half of them.
    double runningProgress() const noexcept { return runningProgress_; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// count() or runningProgress() may have changed.
    void countsChanged();

private:
    QVector<RecordingRow> recordings_;
    QHash<qint64, int> rowOfId_;
    std::array<int, 5> counts_{};
    double runningProgress_ = 0.0;

    void account(const RecordingRow& recording, int sign);
};

}  // namespace handscope::ui
