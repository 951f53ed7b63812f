// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recordings/RecordingModel.h"

#include <algorithm>

#include "ui/PercentText.h"
#include "ui/PlainToolTip.h"

namespace handscope::ui {
namespace {

bool hasSegments(const RecordingRow& recording) {
    return recording.state == RecordingState::Done;
}

QString stateText(const RecordingRow& recording) {
    switch (recording.state) {
        case RecordingState::Waiting:
            return RecordingModel::tr("Waiting");
        case RecordingState::Running:
            return percentText(recording.progress);
        case RecordingState::Done:
            return recording.corrected && recording.unreviewed == 0 ? RecordingModel::tr("Reviewed")
                                                                    : RecordingModel::tr("Done");
        case RecordingState::Failed:
            return RecordingModel::tr("Failed");
        case RecordingState::Cancelled:
            return RecordingModel::tr("Cancelled");
    }
    return {};
}

QString textOf(const RecordingRow& recording, int column) {
    switch (column) {
        case RecordingModel::Name:
            return recording.name;
        case RecordingModel::State:
            return stateText(recording);
        case RecordingModel::Segments:
            return hasSegments(recording) ? QString::number(recording.segments) : QString();
        case RecordingModel::ToReview:
            return recording.isUnconfirmed() ? QStringLiteral("?")
                   : hasSegments(recording)  ? QString::number(recording.unreviewed)
                                             : QString();
        case RecordingModel::Margin:
            return hasSegments(recording) && recording.unreviewed > 0
                       ? percentText(recording.lowestMargin)
                       : QString();
        default:
            return {};
    }
}

QString toolTipOf(const RecordingRow& recording) {
    switch (recording.state) {
        case RecordingState::Waiting:
            return RecordingModel::tr("%1\nWaits to be labelled").arg(recording.name);
        case RecordingState::Running:
            return RecordingModel::tr("%1\nIs being labelled: %2")
                .arg(recording.name, percentText(recording.progress));
        case RecordingState::Done:
            if (recording.isUnconfirmed()) {
                return RecordingModel::tr(
                           "%1\nNothing was found in it; nobody has said yet that "
                           "this is right")
                    .arg(recording.name);
            }
            return RecordingModel::tr("%1\n%2 of its %3 segments are to be reviewed")
                .arg(recording.name, QString::number(recording.unreviewed),
                     QString::number(recording.segments));
        case RecordingState::Failed:
            return RecordingModel::tr("%1\nCould not be labelled. %2")
                .arg(recording.name, recording.message);
        case RecordingState::Cancelled:
            return RecordingModel::tr("%1\nWas cancelled").arg(recording.name);
    }
    return {};
}

}  // namespace

void RecordingModel::setRecordings(const QVector<RecordingRow>& recordings) {
    beginResetModel();
    recordings_.clear();
    rowOfId_.clear();
    counts_ = {};
    runningProgress_ = 0.0;
    recordings_.reserve(recordings.size());
    for (const RecordingRow& recording : recordings) {
        if (rowOfId_.contains(recording.id)) {
            continue;
        }
        rowOfId_.insert(recording.id, static_cast<int>(recordings_.size()));
        recordings_.append(recording);
        account(recording, +1);
    }
    endResetModel();
    Q_EMIT countsChanged();
}

void RecordingModel::add(const QVector<RecordingRow>& recordings) {
    const int first = static_cast<int>(recordings_.size());
    QVector<RecordingRow> added;
    for (const RecordingRow& recording : recordings) {
        if (!rowOfId_.contains(recording.id)) {
            rowOfId_.insert(recording.id, first + static_cast<int>(added.size()));
            added.append(recording);
        }
    }
    if (added.isEmpty()) {
        return;
    }
    beginInsertRows({}, first, first + static_cast<int>(added.size()) - 1);
    recordings_.append(added);
    for (const RecordingRow& recording : added) {
        account(recording, +1);
    }
    endInsertRows();
    Q_EMIT countsChanged();
}

void RecordingModel::update(const RecordingRow& recording) {
    const int row = rowOf(recording.id);
    if (row < 0) {
        const int last = static_cast<int>(recordings_.size());
        beginInsertRows({}, last, last);
        recordings_.append(recording);
        rowOfId_.insert(recording.id, last);
        account(recording, +1);
        endInsertRows();
    } else if (recordings_[row] != recording) {
        account(recordings_[row], -1);
        recordings_[row] = recording;
        account(recording, +1);
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    } else {
        return;
    }
    Q_EMIT countsChanged();
}

void RecordingModel::account(const RecordingRow& recording, int sign) {
    counts_[static_cast<std::size_t>(recording.state)] += sign;
    if (recording.state == RecordingState::Running) {
        runningProgress_ += sign * std::clamp(recording.progress, 0.0, 1.0);
    }
    if (count(RecordingState::Running) == 0) {
        runningProgress_ = 0.0;  // no rounding is left behind
    }
}

const RecordingRow* RecordingModel::recording(int row) const {
    return row >= 0 && row < recordings_.size() ? &recordings_[row] : nullptr;
}

int RecordingModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(recordings_.size());
}

int RecordingModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RecordingModel::data(const QModelIndex& index, int role) const {
    const RecordingRow* shown = index.isValid() ? recording(index.row()) : nullptr;
    if (shown == nullptr) {
        return {};
    }
    switch (role) {
        case Qt::DisplayRole:
            return textOf(*shown, index.column());
        case Qt::ToolTipRole:
            return plainToolTip(toolTipOf(*shown));
        case Qt::TextAlignmentRole:
            return index.column() <= State ? QVariant(Qt::AlignLeft | Qt::AlignVCenter)
                                           : QVariant(Qt::AlignRight | Qt::AlignVCenter);
        case StateRole:
            return static_cast<int>(shown->state);
        case ProgressRole:
            return shown->progress;
        default:
            return {};
    }
}

QVariant RecordingModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::ToolTipRole)) {
        return QAbstractTableModel::headerData(section, orientation, role);
    }
    const bool text = role == Qt::DisplayRole;
    switch (section) {
        case Name:
            return text ? tr("Recording") : tr("Sort by name");
        case State:
            return text ? tr("State") : tr("Sort by state");
        case Segments:
            return text ? tr("Found") : tr("How many segments it has");
        case ToReview:
            return text ? tr("Review")
                        : tr("How many segments nobody has looked at yet; ?: nothing was found, "
                             "which nobody has confirmed");
        case Margin:
            return text ? tr("Margin")
                        : tr("The lowest lead over the runner-up among the segments to review; "
                             "sorted by it, the most doubtful recordings come first");
        default:
            return {};
    }
}

}  // namespace handscope::ui
