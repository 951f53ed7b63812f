// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/LabelQueue.h"

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
        // Under another name it is a copy.
        if (const auto document = results.find(name); document && document->source.name == name) {
            documents.push_back(*document);
        }
    }
    results.writeTables(documents, std::move(failed), formats);
}

/// Empty where there is no such folder.
std::vector<QueueEntry> resultsIn(const std::filesystem::path& folder) {
    std::error_code error;
    std::vector<QueueEntry> found;
    if (!std::filesystem::is_directory(folder, error)) {
        return found;
    }
    for (const std::string& name : resultNames(folder, folder / kCorrectedFolder)) {
        ui::RecordingRow row;
        row.name = QString::fromStdString(name);
        const ResultSummary summary =
            summaryOf(folder / (name + extensionOf(LabelFormat::Json)), row);
        if (!summary.isResult) {
            continue;  // other JSON files may lie there
        }
        const bool isThere = std::filesystem::is_regular_file(summary.video, error);
        found.push_back(
            {.recording = {.file = isThere ? summary.video : std::filesystem::path(), .name = name},
             .row = summary.row,
             .videoBytes = summary.bytes,
             .isDamaged = summary.row.state == ui::RecordingState::Failed});
    }
    return found;
}

}  // namespace

LabelQueue::LabelQueue(const model::LoadOptions& options, QObject* parent)
    : QObject(parent), options_(options) {
    connect(&added_, &RecordingLister::listed, this,
            [this](const RecordingList& list) { Q_EMIT rowsAdded(entries_.add(list)); });
    connect(&added_, &RecordingLister::progressed, this, &LabelQueue::adding);
    connect(&added_, &RecordingLister::failed, this, &LabelQueue::failed);
}

LabelQueue::~LabelQueue() {
    stop_.request_stop();
}

void LabelQueue::setModel(const QString& file) {
    model_ = file.toStdString();
}

/// After what is still being read of the folder and of an earlier run, on which it depends what is
/// done already.
void LabelQueue::add(const QStringList& paths) {
    Q_EMIT adding(0);
    inBackground(
        lister_, this, [] {},
        [this, paths, additions = additions_] {
            if (additions == additions_) {
                added_.list(paths, folder_);
            }
        },
        [this](const ui::Problem& problem) { Q_EMIT failed(problem); });
}

void LabelQueue::cancelAdding() {
    ++additions_;
    added_.cancel();
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
            restoring_.clear();
            entries_.addRestored(recordings, found);
            Q_EMIT rowsChanged();
        },
        [this](const ui::Problem& problem) { Q_EMIT failed(problem); });
}

void LabelQueue::setOutputFolder(const QString& folder) {
    if (const std::filesystem::path chosen = folder.toStdString(); chosen != folder_) {
        folder_ = chosen;
        entries_.leaveFolder();
        Q_EMIT rowsChanged();
    }
    inBackground(
        lister_, this, [folder = folder_] { return resultsIn(folder); },
        [this, folder = folder_](const std::vector<QueueEntry>& found) {
            if (folder == folder_ && !found.empty()) {
                entries_.addResults(found);
                Q_EMIT rowsChanged();
            }
        },
        [this](const ui::Problem& problem) { Q_EMIT failed(problem); });
}

std::filesystem::path LabelQueue::resultOf(qint64 id) const {
    const QueueEntry* const entry = entries_.entry(id);
    return entry == nullptr ? std::filesystem::path()
                            : folder_ / (entry->recording.name + extensionOf(LabelFormat::Json));
}

void LabelQueue::start() {
    QueueWork work = entries_.work();
    if (running_ || work.rows.empty() || folder_.empty()) {
        return;
    }
    if (model_.empty()) {
        Q_EMIT failed({tr("No model is open."), tr("Expected one to label with."),
                       tr("Wait until it is loaded, or open one, and press Start again.")});
        return;
    }
    setRunning(true);
    stop_ = std::stop_source();
    observer_ = std::make_shared<QueueObserver>(
        [this] {
            QMetaObject::invokeMethod(
                this, [this] { takeUpdates(); }, Qt::QueuedConnection);
        },
        std::move(work.rows), folder_);
    Q_EMIT progressed(observer_->progress());
    const auto label = [recordings = std::move(work.recordings),
                        failedBefore = std::move(work.failedBefore), folder = folder_,
                        model = model_, decisions = settings_, outputFiles = outputFiles_,
                        observer = observer_, options = options_, stop = stop_.get_token()] {
        BulkSettings settings;
        settings.formats = formatsOf(outputFiles);
        settings.scores = outputFiles.testFlag(ui::OutputFile::Scores);
        settings.jobs = defaultJobs();
        const ResultFolder results(folder);
        const std::shared_ptr<model::Classifier> classifier = loadTrusted(model, options);
        settings.model = labelModelOf(model, classifier->description().flipTest);
        settings.model.engine = classifier->description().engine;
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

void LabelQueue::takeUpdates() {
    for (const ui::RecordingRow& row : observer_->takeRows()) {
        entries_.update(row);
    }
    if (running_) {
        Q_EMIT progressed(observer_->progress());
    }
}

void LabelQueue::finished() {
    takeUpdates();
    setRunning(false);
    ui::QueueProgress progress = observer_->progress();
    progress.running = false;
    Q_EMIT progressed(progress);
}

void LabelQueue::setRunning(bool running) {
    running_ = running;
    entries_.setRunning(running);
}

void LabelQueue::cancel() {
    stop_.request_stop();
}

void LabelQueue::cancel(const QVector<qint64>& ids) {
    if (observer_) {
        observer_->giveUp(ids);
    }
    tellingAtOnce(ids, [&] { entries_.callOff(ids); });
}

/// A list that is sorted again for each of thousands of rows holds the window up.
void LabelQueue::tellingAtOnce(const QVector<qint64>& ids, const std::function<void()>& change) {
    constexpr qsizetype kMostOneByOne = 64;
    tellsRows_ = ids.size() <= kMostOneByOne;
    change();
    if (!std::exchange(tellsRows_, true)) {
        Q_EMIT rowsChanged();
    }
}

void LabelQueue::labelAgain(const QVector<qint64>& ids) {
    int withoutVideo = 0;
    tellingAtOnce(ids, [&] { withoutVideo = entries_.labelAgain(ids); });
    if (withoutVideo > 0) {
        Q_EMIT failed({tr("%n recording(s) cannot be labelled again.", nullptr, withoutVideo),
                       tr("Expected their videos where they were when they were labelled."),
                       tr("Add the videos to the queue, or move them back.")});
    }
}

void LabelQueue::clearEnded() {
    entries_.clearEnded();
    Q_EMIT rowsChanged();
}

std::vector<OpenRecording> LabelQueue::openRecordings() const {
    std::vector<OpenRecording> open = restoring_;
    for (OpenRecording& listed : entries_.openRecordings()) {
        open.push_back(std::move(listed));
    }
    return open;
}

}  // namespace handscope::app
