// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/QueueEntries.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "app/labelling/ResultCheck.h"

namespace handscope::app {

namespace {

/// Of a video that cannot be read, its labelling says so.
bool isOfAnotherVideo(const QueueEntry& entry, const std::filesystem::path& file) {
    return entry.videoBytes != 0 && hasAnotherSize(file, entry.videoBytes);
}

}  // namespace

QVector<ui::RecordingRow> QueueEntries::rows() const {
    QVector<ui::RecordingRow> rows;
    for (const auto& [id, entry] : entries_) {
        rows.append(entry.row);
    }
    return rows;
}

const QueueEntry* QueueEntries::entry(qint64 id) const {
    const auto found = entries_.find(id);
    return found == entries_.end() ? nullptr : &found->second;
}

QVector<ui::RecordingRow> QueueEntries::add(const RecordingList& list) {
    const qint64 firstNew = nextId_;
    for (const ListedRecording& recording : list.recordings) {
        addOne(recording);
    }
    for (const UnusableFile& file : list.unusable) {
        addFailed(file.name, QString::fromStdString(file.reason));
    }
    QVector<ui::RecordingRow> added;
    for (auto item = entries_.lower_bound(firstNew); item != entries_.end(); ++item) {
        added.append(item->second.row);
    }
    return added;
}

void QueueEntries::addOne(const ListedRecording& recording) {
    QueueEntry* const namesake = find(recording.name);
    if (namesake == nullptr) {
        append(recording);
        return;
    }
    std::filesystem::path& known = namesake->recording.file;
    std::error_code error;
    const bool isGone = known.empty() || !std::filesystem::exists(known, error);
    const bool isAnother = isGone ? isOfAnotherVideo(*namesake, recording.file)
                                  : !std::filesystem::equivalent(known, recording.file, error);
    if (isGone && !isAnother) {
        known = recording.file;  // it was moved, or its result alone was there
    } else if (isAnother) {
        addFailed(recording.name,
                  tr("Another recording here is called the same, and so would be its labels: label "
                     "%1 into another output folder.")
                      .arg(QString::fromStdString(recording.file.string())));
        return;
    }
    namesake->unreachable.reset();
    if (recording.anew || namesake->row.state == ui::RecordingState::Failed ||
        namesake->row.state == ui::RecordingState::Cancelled) {
        namesake->recording.anew = namesake->recording.anew || recording.anew;
        putBack(*namesake);
    }
}

/// Where a result of that name is in the folder, that is what is listed.
void QueueEntries::addUnreachable(const OpenRecording& open, const std::string& reason) {
    QueueEntry* entry = find(open.recording.name);
    if (entry == nullptr) {
        entry = &append(open.recording);
        entry->row.state = ui::RecordingState::Failed;
        entry->row.message = QString::fromStdString(open.recording.file.string() + ": " + reason);
    }
    entry->unreachable = open;
}

void QueueEntries::addFailed(const std::string& name, const QString& reason) {
    const bool isListed = std::ranges::any_of(entries_, [&](const auto& item) {
        const QueueEntry& entry = item.second;
        return entry.row.state == ui::RecordingState::Failed && entry.recording.name == name &&
               entry.row.message == reason;
    });
    if (isListed) {
        return;
    }
    ui::RecordingRow& row = append({.file = {}, .name = name}).row;
    row.state = ui::RecordingState::Failed;
    row.message = reason;
}

QueueEntry& QueueEntries::append(const ListedRecording& recording) {
    const qint64 id = nextId_++;
    QueueEntry& entry = entries_[id];
    entry.recording = recording;
    idOfName_.try_emplace(recording.name, id);
    entry.row.id = id;
    entry.row.name = QString::fromStdString(recording.name);
    return entry;
}

QueueEntry* QueueEntries::find(const std::string& name) {
    const auto id = idOfName_.find(name);
    return id == idOfName_.end() ? nullptr : &entries_.at(id->second);
}

void QueueEntries::indexNames() {
    idOfName_.clear();
    for (const auto& [id, entry] : entries_) {
        idOfName_.try_emplace(entry.recording.name, id);
    }
}

void QueueEntries::addRestored(const std::vector<OpenRecording>& recordings,
                               const std::vector<RecordingList>& found) {
    for (std::size_t i = 0; i < recordings.size(); ++i) {
        const OpenRecording& open = recordings[i];
        for (const UnusableFile& file : found[i].unusable) {
            addUnreachable(open, file.reason);
        }
        for (const ListedRecording& recording : found[i].recordings) {
            addOne(recording);
            QueueEntry* const entry = open.cancelled ? find(recording.name) : nullptr;
            if (entry != nullptr && entry->recording.file == recording.file &&
                entry->row.state == ui::RecordingState::Waiting) {
                entry->row.state = ui::RecordingState::Cancelled;
            }
        }
    }
}

void QueueEntries::addResults(const std::vector<QueueEntry>& results) {
    std::error_code error;
    for (QueueEntry entry : results) {
        QueueEntry* const namesake = find(entry.recording.name);
        if (namesake == nullptr) {
            entry.row.id = nextId_++;
            entries_[entry.row.id] = entry;
            idOfName_.try_emplace(entry.recording.name, entry.row.id);
            continue;
        }
        // What a person has added finds its result when it is labelled.
        const bool wasDoneHere =
            namesake->doneElsewhere && namesake->row.state == ui::RecordingState::Waiting &&
            std::filesystem::equivalent(namesake->recording.file, entry.recording.file, error);
        const bool cannotBeLabelled =
            namesake->unreachable && namesake->row.state == ui::RecordingState::Failed;
        if (!running_ && (wasDoneHere || cannotBeLabelled)) {
            entry.row.id = namesake->row.id;
            namesake->row = entry.row;
        }
    }
}

void QueueEntries::leaveFolder() {
    std::erase_if(entries_, [](const auto& item) {
        const QueueEntry& entry = item.second;
        const bool isResultAlone =
            entry.row.state == ui::RecordingState::Done && entry.recording.file.empty();
        return (isResultAlone || entry.isDamaged) && !entry.unreachable;
    });
    indexNames();
    for (auto& [id, entry] : entries_) {
        entry.recording.anew = false;  // said of the result that was there
        entry.earlier.reset();
        if (entry.unreachable) {
            entry.unreachable->recording.anew = false;
            if (entry.recording.file.empty()) {
                entry.recording = entry.unreachable->recording;
            }
        }
        const bool hasFailed = entry.row.state == ui::RecordingState::Failed &&
                               !entry.recording.file.empty() && !entry.unreachable;
        if (entry.row.state == ui::RecordingState::Done || hasFailed) {
            ui::RecordingRow row;
            row.id = id;
            row.name = entry.row.name;
            entry.row = row;
            entry.doneElsewhere = true;
        }
    }
}

void QueueEntries::clearEnded() {
    std::erase_if(entries_, [](const auto& entry) { return ui::hasEnded(entry.second.row.state); });
    indexNames();
}

std::vector<OpenRecording> QueueEntries::openRecordings() const {
    std::vector<OpenRecording> open;
    for (const auto& [id, entry] : entries_) {
        const bool cancelled = entry.row.state == ui::RecordingState::Cancelled;
        if (!entry.recording.file.empty() && (cancelled || !ui::hasEnded(entry.row.state))) {
            open.push_back({.recording = entry.recording, .cancelled = cancelled});
        } else if (entry.unreachable) {
            open.push_back(*entry.unreachable);
        }
    }
    return open;
}

QueueWork QueueEntries::work() const {
    QueueWork work;
    for (const auto& [id, entry] : entries_) {
        if (entry.row.state == ui::RecordingState::Waiting) {
            work.recordings.push_back(entry.recording);
            work.rows.push_back(entry.row);
        } else if (!entry.row.message.isEmpty()) {
            work.failedBefore.push_back(
                {.name = entry.recording.name, .reason = entry.row.message.toStdString()});
        }
    }
    return work;
}

void QueueEntries::setRunning(bool running) {
    running_ = running;
    if (running) {
        for (auto& [id, entry] : entries_) {
            entry.isPutBack = false;
        }
    }
}

void QueueEntries::update(const ui::RecordingRow& row) {
    const auto found = entries_.find(row.id);
    if (found == entries_.end() || found->second.isPutBack) {
        return;
    }
    QueueEntry& entry = found->second;
    if (row.state == ui::RecordingState::Cancelled) {
        callOff(entry);
        return;
    }
    if (row.state == ui::RecordingState::Done) {
        entry.earlier.reset();
        entry.unreachable.reset();
    }
    if (row.state == ui::RecordingState::Failed && entry.earlier) {
        // Its earlier labels stand, and can be opened.
        entry.row = *entry.earlier;
        entry.row.message = tr("It could not be labelled again: %1").arg(row.message);
    } else {
        entry.row = row;
    }
    onChange_(entry.row);
}

void QueueEntries::putBack(QueueEntry& entry) {
    if (entry.row.state == ui::RecordingState::Done) {
        entry.earlier = entry.row;
    }
    entry.doneElsewhere = false;
    entry.isDamaged = false;
    entry.isPutBack = running_;
    entry.row.state = ui::RecordingState::Waiting;
    entry.row.progress = 0.0;
    entry.row.message.clear();
    onChange_(entry.row);
}

void QueueEntries::callOff(QueueEntry& entry) {
    entry.recording.anew = false;
    if (entry.earlier) {
        entry.row = *entry.earlier;
    } else {
        entry.row.state = ui::RecordingState::Cancelled;
        entry.row.progress = 0.0;
    }
    onChange_(entry.row);
}

void QueueEntries::callOff(const QVector<qint64>& ids) {
    for (const qint64 id : ids) {
        const auto found = entries_.find(id);
        if (found != entries_.end() && found->second.row.state == ui::RecordingState::Waiting) {
            callOff(found->second);
        }
    }
}

int QueueEntries::labelAgain(const QVector<qint64>& ids) {
    int withoutVideo = 0;
    for (const qint64 id : ids) {
        const auto found = entries_.find(id);
        if (found == entries_.end() || !ui::hasEnded(found->second.row.state)) {
            continue;
        }
        QueueEntry& entry = found->second;
        if (entry.recording.file.empty()) {
            ++withoutVideo;
            continue;
        }
        entry.recording.anew = true;
        putBack(entry);
    }
    return withoutVideo;
}

void QueueEntries::setReview(qint64 id, const ui::RecordingRow& counts) {
    const auto found = entries_.find(id);
    if (found == entries_.end()) {
        return;
    }
    QueueEntry& entry = found->second;
    ui::RecordingRow& row = entry.row;
    row.segments = counts.segments;
    row.unreviewed = counts.unreviewed;
    row.lowestMargin = counts.lowestMargin;
    row.corrected = counts.corrected;
    if (entry.earlier && row.state == ui::RecordingState::Done) {
        entry.earlier = row;
    }
    onChange_(row);
}

}  // namespace handscope::app
