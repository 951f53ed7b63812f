// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

#include "ui/recordings/RecordingModel.h"

namespace handscope::ui {

/// Which recordings are listed.
enum class RecordingFilter { All, ToReview, Waiting, Running, Done, Failed, Cancelled };

/// The queue as it is listed: sorted by a column and filtered by name and state.
///
/// Sorted by RecordingModel::Margin, as it is at first, the recordings that need a person come
/// first, the most doubtful before the others, those in which nothing was found after them; then
/// what runs, what failed, what waits, what was cancelled and what has been reviewed. Does not own
/// the model. GUI thread.
class RecordingOrder : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit RecordingOrder(RecordingModel* recordings, QObject* parent = nullptr);

    /// Lists names that contain the text, in capitals or not; empty: all.
    void setNameFilter(const QString& text);
    void setStateFilter(RecordingFilter filter);

    /// nullptr outside the rows.
    const RecordingRow* recording(int row) const;
    /// −1 when it is not listed.
    int rowOf(qint64 id) const;

protected:
    bool filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    RecordingModel* recordings_;
    QString name_;
    RecordingFilter filter_ = RecordingFilter::All;
};

}  // namespace handscope::ui
