// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QHash>
#include <QVector>

#include "ui/recordings/RecordingTypes.h"

namespace handscope::ui {

/// In which order segments are reviewed.
enum class SegmentOrder {
    DoubtfulFirst,  ///< those to review, the lowest margin first; then the others by time
    ByTime,
};

/// The segments of one recording in the order of their review.
///
/// Takes each new state as small changes, so that views keep what is selected by its id. Labels are
/// edited, but never changed by the model itself: it says what a person typed and waits to be given
/// new segments. GUI thread.
class SegmentModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Time, Label, Frames, Score, Margin, State, ColumnCount };
    enum Role {
        ReviewStateRole = Qt::UserRole,  ///< int of ReviewState
        DoubtfulRole,                    ///< bool
        RunnerUpRole,                    ///< QString
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// Of two with the same id the first is kept.
    void setSegments(const QVector<SegmentRow>& segments);
    void setOrder(SegmentOrder order);
    SegmentOrder order() const noexcept { return order_; }

    /// nullptr outside the rows; valid until the next change.
    const SegmentRow* segment(int row) const;
    /// −1 when there is none.
    int rowOf(qint64 id) const { return rowOfId_.value(id, -1); }
    /// The first row to review after this one, beginning again at the top; −1 when no other is.
    int nextUnreviewed(int row) const;
    int unreviewed() const noexcept { return unreviewed_; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// Another label was given to the segment by hand.
    void labelEdited(qint64 id, const QString& label);

private:
    QVector<SegmentRow> segments_;  ///< as the rows are
    QHash<qint64, int> rowOfId_;
    SegmentOrder order_ = SegmentOrder::DoubtfulFirst;
    int unreviewed_ = 0;

    QVector<SegmentRow> sorted(const QVector<SegmentRow>& segments) const;
    void renumber();
    void removeVanished(const QVector<SegmentRow>& wanted);
    void reorder(const QVector<SegmentRow>& wanted);
    void updateAndInsert(const QVector<SegmentRow>& wanted);
    void resetTo(const QVector<SegmentRow>& wanted);
};

}  // namespace handscope::ui
