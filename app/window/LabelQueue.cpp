// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/LabelQueue.h"

#include <algorithm>
#include <utility>

#include "app/labelling/ModelIdentity.h"
#include "app/labelling/ModelSettings.h"
#include "app/review/CorrectedExport.h"
#include "app/window/BackgroundWork.h"
#include "app/window/ModelLoader.h"
#include "app/window/QueueObserver.h"

namespace handscope::app {
namespace {

std::vector<LabelFormat> formatsOf(ui::OutputFiles files) {
    constexpr std::pair<ui::OutputFile, LabelFormat> kFurther[] = {
        {ui::OutputFile::ActivityNet, LabelFormat::ActivityNet},
        {ui::OutputFile::WebVtt, LabelFormat::WebVtt},
        {ui::OutputFile::SubRip, LabelFormat::SubRip},
        {ui::OutputFile::Elan, LabelFormat::Elan},
        {ui::OutputFile::Jester, LabelFormat::Jester}};
    std::vector<LabelFormat> formats{LabelFormat::Json, LabelFormat::Csv};
    for (const auto& [file, format] : kFurther) {
        if (files.testFlag(file)) {
            formats.push_back(format);
        }
    }
    return formats;
}

/// The tables of all results in the folder, and what has failed.
void writeTables(const ResultFolder& results, const std::filesystem::path& folder,
                 std::vector<UnusableFile> failed, const std::vector<LabelFormat>& formats) {
    std::vector<LabelDocument> documents;
    for (const std::string& name : resultNames(folder, folder / kCorrectedFolder)) {
        if (const auto document = results.find(name)) {
            documents.push_back(*document);
        }
    }
    results.writeTables(documents, std::move(failed), formats);
}

}  // namespace

LabelQueue::LabelQueue(const model::LoadOptions& options, QObject* parent)
    : QObject(parent), options_(options) {
    connect(&added_, &RecordingLister::listed, this,
            [this](const RecordingList& list) { adopt(list); });
    connect(&added_, &RecordingLister::progressed, this, &LabelQueue::adding);
    connect(&added_, &RecordingLister::failed, this, &LabelQueue::failed);
}

LabelQueue::~LabelQueue() {
    stop_.request_stop();
}

void LabelQueue::setModel(const QString& file) {
    model_ = file.toStdString();
}

LabelQueue::Entry* LabelQueue::find(const std::string& name) {
    const auto id = idOfName_.find(name);
    return id == idOfName_.end() ? nullptr : &entries_.at(id->second);
}

void LabelQueue::indexNames() {
    idOfName_.clear();
    for (const auto& [id, entry] : entries_) {
        idOfName_.try_emplace(entry.recording.name, id);
    }
}

void LabelQueue::restore(const std::vector<OpenRecording>& recordings) {
    if (recordings.empty()) {
        return;
    }
    restoring_ = recordings;
    for (OpenRecording& open : restoring_) {
        // Nobody wants it labelled anew: if there is a result, it stands.
        open.recording.anew = open.recording.anew && !open.cancelled;
    }
    inBackground(
        lister_, this,
        [recordings = restoring_] {
            std::vector<RecordingList> found;
            for (const OpenRecording& open : recordings) {
                RecordingList& list = found.emplace_back(listedAgain({open.recording}));
                refuseNames(list);
            }
            return found;
        },
        [this, recordings = restoring_](const std::vector<RecordingList>& found) {
            adoptRestored(recordings, found);
        },
        [this](const ui::Problem& problem) { Q_EMIT failed(problem); });
}

void LabelQueue::adoptRestored(const std::vector<OpenRecording>& recordings,
                               const std::vector<RecordingList>& found) {
    restoring_.clear();
    for (std::size_t i = 0; i < recordings.size(); ++i) {
        const OpenRecording& open = recordings[i];
        for (const UnusableFile& file : found[i].unusable) {
            adoptUnreachable(open, file.reason);
        }
        for (const ListedRecording& recording : found[i].recordings) {
            adopt(recording);
            Entry* const entry = open.cancelled ? find(recording.name) : nullptr;
            if (entry != nullptr && entry->recording.file == recording.file &&
                entry->row.state == ui::RecordingState::Waiting) {
                entry->row.state = ui::RecordingState::Cancelled;
            }
        }
    }
    Q_EMIT rowsChanged();
}

/// Where a result of that name is in the folder, that is what is listed.
void LabelQueue::adoptUnreachable(const OpenRecording& open, const std::string& reason) {
    Entry* entry = find(open.recording.name);
    if (entry == nullptr) {
        entry = &append(open.recording);
        entry->row.state = ui::RecordingState::Failed;
        entry->row.message = QString::fromStdString(open.recording.file.string() + ": " + reason);
    }
    entry->unreachable = open;
}

std::vector<OpenRecording> LabelQueue::openRecordings() const {
    std::vector<OpenRecording> open = restoring_;
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

void LabelQueue::adopt(const RecordingList& list) {
    const qint64 firstNew = nextId_;
    for (const ListedRecording& recording : list.recordings) {
        adopt(recording);
    }
    for (const UnusableFile& file : list.unusable) {
        addFailed(file.name, QString::fromStdString(file.reason));
    }
    QVector<ui::RecordingRow> added;
    for (auto item = entries_.lower_bound(firstNew); item != entries_.end(); ++item) {
        added.append(item->second.row);
    }
    Q_EMIT rowsAdded(added);
}

void LabelQueue::adopt(const ListedRecording& recording) {
    Entry* const namesake = find(recording.name);
    if (namesake == nullptr) {
        append(recording);
        return;
    }
    std::filesystem::path& known = namesake->recording.file;
    std::error_code error;
    if (known.empty() || !std::filesystem::exists(known, error)) {
        known = recording.file;  // it was moved, or its result alone was there
    } else if (!std::filesystem::equivalent(known, recording.file, error)) {
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

LabelQueue::Entry& LabelQueue::append(const ListedRecording& recording) {
    const qint64 id = nextId_++;
    Entry& entry = entries_[id];
    entry.recording = recording;
    idOfName_.try_emplace(recording.name, id);
    entry.row.id = id;
    entry.row.name = QString::fromStdString(recording.name);
    return entry;
}

void LabelQueue::addFailed(const std::string& name, const QString& reason) {
    const bool isListed = std::ranges::any_of(entries_, [&](const auto& item) {
        const Entry& entry = item.second;
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

void LabelQueue::setOutputFolder(const QString& folder) {
    if (const std::filesystem::path chosen = folder.toStdString(); chosen != folder_) {
        folder_ = chosen;
        leaveFolder();
    }
    inBackground(
        lister_, this, [folder = folder_] { return resultsIn(folder); },
        [this, folder = folder_](const std::vector<Entry>& found) {
            if (folder == folder_) {
                adoptResults(found);
            }
        },
        [this](const ui::Problem& problem) { Q_EMIT failed(problem); });
}

std::vector<LabelQueue::Entry> LabelQueue::resultsIn(const std::filesystem::path& folder) {
    std::error_code error;
    std::vector<Entry> found;
    if (!std::filesystem::is_directory(folder, error)) {
        return found;
    }
    for (const std::string& name : resultNames(folder, folder / kCorrectedFolder)) {
        ui::RecordingRow row;
        row.name = QString::fromStdString(name);
        auto [summary, video] = summaryOf(folder / (name + extensionOf(LabelFormat::Json)), row);
        const bool isThere = std::filesystem::is_regular_file(video, error);
        found.push_back(
            {.recording = {.file = isThere ? video : std::filesystem::path(), .name = name},
             .row = summary});
    }
    return found;
}

void LabelQueue::leaveFolder() {
    std::erase_if(entries_, [](const auto& item) {
        const Entry& entry = item.second;
        return entry.row.state == ui::RecordingState::Done && entry.recording.file.empty() &&
               !entry.unreachable;
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
        if (entry.row.state == ui::RecordingState::Done) {
            ui::RecordingRow row;
            row.id = id;
            row.name = entry.row.name;
            entry.row = row;
            entry.doneElsewhere = true;
        }
    }
    Q_EMIT rowsChanged();
}

void LabelQueue::adoptResults(const std::vector<Entry>& results) {
    std::error_code error;
    for (Entry entry : results) {
        if (entry.row.state != ui::RecordingState::Done) {
            continue;  // other JSON files may lie there
        }
        Entry* const namesake = find(entry.recording.name);
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
    Q_EMIT rowsChanged();
}

QVector<ui::RecordingRow> LabelQueue::rows() const {
    QVector<ui::RecordingRow> rows;
    for (const auto& [id, entry] : entries_) {
        rows.append(entry.row);
    }
    return rows;
}

std::filesystem::path LabelQueue::resultOf(qint64 id) const {
    const auto found = entries_.find(id);
    return found == entries_.end()
               ? std::filesystem::path()
               : folder_ / (found->second.recording.name + extensionOf(LabelFormat::Json));
}

void LabelQueue::setReview(qint64 id, const ui::RecordingRow& counts) {
    const auto found = entries_.find(id);
    if (found == entries_.end()) {
        return;
    }
    Entry& entry = found->second;
    ui::RecordingRow& row = entry.row;
    row.segments = counts.segments;
    row.unreviewed = counts.unreviewed;
    row.lowestMargin = counts.lowestMargin;
    row.corrected = counts.corrected;
    if (entry.earlier && row.state == ui::RecordingState::Done) {
        entry.earlier = row;
    }
    Q_EMIT rowChanged(row);
}

void LabelQueue::start() {
    std::vector<ListedRecording> recordings;
    std::vector<ui::RecordingRow> rows;
    std::vector<UnusableFile> failedBefore;
    for (const auto& [id, entry] : entries_) {
        if (entry.row.state == ui::RecordingState::Waiting) {
            recordings.push_back(entry.recording);
            rows.push_back(entry.row);
        } else if (!entry.row.message.isEmpty()) {
            failedBefore.push_back(
                {.name = entry.recording.name, .reason = entry.row.message.toStdString()});
        }
    }
    if (running_ || rows.empty() || folder_.empty() || model_.empty()) {
        return;
    }
    running_ = true;
    for (auto& [id, entry] : entries_) {
        entry.isPutBack = false;
    }
    stop_ = std::stop_source();
    observer_ = std::make_shared<QueueObserver>(
        [this] {
            QMetaObject::invokeMethod(
                this, [this] { takeUpdates(); }, Qt::QueuedConnection);
        },
        rows, folder_);
    Q_EMIT progressed(observer_->progress());
    const auto label = [recordings, failedBefore, folder = folder_, model = model_,
                        decisions = settings_, outputFiles = outputFiles_, observer = observer_,
                        options = options_, stop = stop_.get_token()] {
        BulkSettings settings;
        settings.model = labelModelOf(model);
        settings.formats = formatsOf(outputFiles);
        settings.scores = outputFiles.testFlag(ui::OutputFile::Scores);
        settings.jobs = defaultJobs();
        const ResultFolder results(folder);
        const std::shared_ptr<model::Classifier> classifier = loadTrusted(model, options);
        settings.label = settingsFor(classifier->description(), decisions);
        pipeline::WindowBatcher batcher(classifier, labelBatchSize(classifier->description()));
        std::vector<UnusableFile> failures =
            failuresOf(labelInBulk(recordings, batcher, results, settings, *observer, stop));
        failures.insert(failures.end(), failedBefore.begin(), failedBefore.end());
        writeTables(results, folder, std::move(failures), settings.formats);
    };
    inBackground(
        labeller_, this, label, [this] { finished(); },
        [this](const ui::Problem& problem) {
            finished();
            Q_EMIT failed(problem);
        });
}

void LabelQueue::putBack(Entry& entry) {
    if (entry.row.state == ui::RecordingState::Done) {
        entry.earlier = entry.row;
    }
    entry.doneElsewhere = false;
    entry.isPutBack = running_;
    entry.row.state = ui::RecordingState::Waiting;
    entry.row.progress = 0.0;
    entry.row.message.clear();
    Q_EMIT rowChanged(entry.row);
}

void LabelQueue::callOff(Entry& entry) {
    entry.recording.anew = false;
    if (entry.earlier) {
        entry.row = *entry.earlier;
    } else {
        entry.row.state = ui::RecordingState::Cancelled;
        entry.row.progress = 0.0;
    }
    Q_EMIT rowChanged(entry.row);
}

void LabelQueue::takeUpdates() {
    for (const ui::RecordingRow& row : observer_->takeRows()) {
        const auto found = entries_.find(row.id);
        if (found == entries_.end() || found->second.isPutBack) {
            continue;
        }
        Entry& entry = found->second;
        if (row.state == ui::RecordingState::Cancelled) {
            callOff(entry);
            continue;
        }
        if (row.state == ui::RecordingState::Done) {
            entry.earlier.reset();
            entry.unreachable.reset();
        }
        entry.row = row;
        Q_EMIT rowChanged(row);
    }
    if (running_) {
        Q_EMIT progressed(observer_->progress());
    }
}

void LabelQueue::finished() {
    takeUpdates();
    running_ = false;
    ui::QueueProgress progress = observer_->progress();
    progress.running = false;
    Q_EMIT progressed(progress);
}

void LabelQueue::cancel() {
    stop_.request_stop();
}

void LabelQueue::cancel(const QVector<qint64>& ids) {
    if (observer_) {
        observer_->giveUp(ids);
    }
    for (const qint64 id : ids) {
        const auto found = entries_.find(id);
        if (found != entries_.end() && found->second.row.state == ui::RecordingState::Waiting) {
            callOff(found->second);
        }
    }
}

void LabelQueue::labelAgain(const QVector<qint64>& ids) {
    int withoutVideo = 0;
    for (const qint64 id : ids) {
        const auto found = entries_.find(id);
        if (found == entries_.end() || !ui::hasEnded(found->second.row.state)) {
            continue;
        }
        Entry& entry = found->second;
        if (entry.recording.file.empty()) {
            ++withoutVideo;
            continue;
        }
        entry.recording.anew = true;
        putBack(entry);
    }
    if (withoutVideo > 0) {
        Q_EMIT failed({tr("%n recording(s) cannot be labelled again.", nullptr, withoutVideo),
                       tr("Expected their videos where they were when they were labelled."),
                       tr("Add the videos to the queue, or move them back.")});
    }
}

void LabelQueue::clearEnded() {
    std::erase_if(entries_, [](const auto& entry) { return ui::hasEnded(entry.second.row.state); });
    indexNames();
    Q_EMIT rowsChanged();
}

}  // namespace handscope::app
