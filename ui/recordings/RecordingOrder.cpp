// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recordings/RecordingOrder.h"

#include "ui/recordings/NaturalOrder.h"

namespace handscope::ui {
namespace {

/// What needs a person first.
int urgency(const RecordingRow& recording) {
    switch (recording.state) {
        case RecordingState::Done:
            return recording.unreviewed > 0 ? 0 : recording.isUnconfirmed() ? 1 : 6;
        case RecordingState::Running:
            return 2;
        case RecordingState::Failed:
            return 3;
        case RecordingState::Waiting:
            return 4;
        case RecordingState::Cancelled:
            return 5;
    }
    return 7;
}

/// Below 0, 0 or above 0, by one column.
int compare(const RecordingRow& left, const RecordingRow& right, int column) {
    const auto order = [](auto first, auto second) {
        return first < second ? -1 : (second < first ? 1 : 0);
    };
    switch (column) {
        case RecordingModel::Name:
            return compareNaturally(left.name, right.name);
        case RecordingModel::State:
            return order(urgency(left), urgency(right));
        case RecordingModel::Segments:
            return order(left.segments, right.segments);
        case RecordingModel::ToReview:
            return order(left.unreviewed, right.unreviewed);
        case RecordingModel::Margin:
            if (const int byUrgency = order(urgency(left), urgency(right)); byUrgency != 0) {
                return byUrgency;
            }
            return left.isToReview() ? order(left.lowestMargin, right.lowestMargin) : 0;
        default:
            return 0;
    }
}

bool passes(const RecordingRow& recording, RecordingFilter filter) {
    switch (filter) {
        case RecordingFilter::All:
            return true;
        case RecordingFilter::ToReview:
            return recording.isToReview();
        case RecordingFilter::Waiting:
            return recording.state == RecordingState::Waiting;
        case RecordingFilter::Running:
            return recording.state == RecordingState::Running;
        case RecordingFilter::Done:
            return recording.state == RecordingState::Done;
        case RecordingFilter::Failed:
            return recording.state == RecordingState::Failed;
        case RecordingFilter::Cancelled:
            return recording.state == RecordingState::Cancelled;
    }
    return true;
}

}  // namespace

RecordingOrder::RecordingOrder(RecordingModel* recordings, QObject* parent)
    : QSortFilterProxyModel(parent), recordings_(recordings) {
    setSourceModel(recordings);
    sort(RecordingModel::Margin);
}

void RecordingOrder::setNameFilter(const QString& text) {
    name_ = text.trimmed();
    invalidateFilter();
}

void RecordingOrder::setStateFilter(RecordingFilter filter) {
    filter_ = filter;
    invalidateFilter();
}

const RecordingRow* RecordingOrder::recording(int row) const {
    return recordings_->recording(mapToSource(index(row, 0)).row());
}

int RecordingOrder::rowOf(qint64 id) const {
    return mapFromSource(recordings_->index(recordings_->rowOf(id), 0)).row();
}

bool RecordingOrder::filterAcceptsRow(int sourceRow, const QModelIndex&) const {
    const RecordingRow* recording = recordings_->recording(sourceRow);
    return recording != nullptr && passes(*recording, filter_) &&
           (name_.isEmpty() || recording->name.contains(name_, Qt::CaseInsensitive));
}

bool RecordingOrder::lessThan(const QModelIndex& left, const QModelIndex& right) const {
    const RecordingRow* first = recordings_->recording(left.row());
    const RecordingRow* second = recordings_->recording(right.row());
    if (first == nullptr || second == nullptr) {
        return false;
    }
    const int order = compare(*first, *second, left.column());
    // Equal ones stay as they were added.
    return order != 0 ? order < 0 : left.row() < right.row();
}

}  // namespace handscope::ui
