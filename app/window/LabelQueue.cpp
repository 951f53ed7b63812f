// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/LabelQueue.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <mutex>
#include <set>
#include <thread>
#include <utility>

#include "app/platform/FileHash.h"
#include "app/review/CorrectionFile.h"
#include "app/window/Problems.h"
#include "model/LoadClassifier.h"
#include "model/ModelError.h"

namespace handscope::app {
namespace {

using Clock = std::chrono::steady_clock;

const std::vector<LabelFormat> kFormats{LabelFormat::Json, LabelFormat::Csv};

ui::RecordingState stateOf(LabelEnd end) {
    switch (end) {
        case LabelEnd::Labelled:
        case LabelEnd::Kept:
            return ui::RecordingState::Done;
        case LabelEnd::Failed:
        case LabelEnd::NotVideo:
            return ui::RecordingState::Failed;
        case LabelEnd::Cancelled:
            return ui::RecordingState::Cancelled;
    }
    return ui::RecordingState::Failed;
}

}  // namespace

/// Collects on the labelling threads what the GUI thread takes ten times a second.
class QueueObserver : public LabelObserver {
public:
    QueueObserver(LabelQueue& queue, std::vector<ui::RecordingRow> rows,
                  std::filesystem::path folder)
        : queue_(queue), folder_(std::move(folder)), rows_(std::move(rows)) {
        shares_.resize(rows_.size());
    }

    bool began(std::size_t index) override {
        const std::lock_guard lock(mutex_);
        if (unwanted_.contains(rows_[index].id)) {
            rows_[index].state = ui::RecordingState::Cancelled;
            changed(index, /*now=*/true);
            return false;
        }
        rows_[index].state = ui::RecordingState::Running;
        changed(index, /*now=*/true);
        return true;
    }

    bool advanced(std::size_t index, double share, double videoSeconds,
                  std::size_t windows) override {
        const std::lock_guard lock(mutex_);
        rows_[index].progress = std::max(0.0, share);
        shares_[index] = {.windows = windows, .videoSeconds = videoSeconds};
        changed(index, /*now=*/false);
        return !unwanted_.contains(rows_[index].id);
    }

    void ended(std::size_t index, const LabelOutcome& outcome) override {
        ui::RecordingRow row;
        {
            const std::lock_guard lock(mutex_);
            row = rows_[index];
        }
        row.state = stateOf(outcome.end);
        row.message = outcome.end == LabelEnd::NotVideo ? LabelQueue::tr("It holds no video.")
                                                        : QString::fromStdString(outcome.reason);
        if (row.state == ui::RecordingState::Done) {
            row = summaryOf(folder_ / (outcome.name + extensionOf(LabelFormat::Json)), row);
        }
        const std::lock_guard lock(mutex_);
        rows_[index] = row;
        ++ended_;
        changed(index, /*now=*/true);
    }

    void giveUp(const QVector<qint64>& ids) {
        const std::lock_guard lock(mutex_);
        unwanted_.insert(ids.begin(), ids.end());
    }

    /// What has changed since the last call.
    std::vector<ui::RecordingRow> takeRows() {
        const std::lock_guard lock(mutex_);
        posted_ = false;
        std::vector<ui::RecordingRow> rows;
        for (const std::size_t index : std::exchange(changed_, {})) {
            rows.push_back(rows_[index]);
        }
        return rows;
    }

    ui::QueueProgress progress() const {
        const std::lock_guard lock(mutex_);
        const double seconds =
            std::max(1e-3, std::chrono::duration<double>(Clock::now() - begun_).count());
        ui::QueueProgress progress{
            .running = true, .done = ended_, .total = static_cast<int>(rows_.size())};
        double share = ended_;
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            progress.windowsPerSecond += static_cast<double>(shares_[i].windows) / seconds;
            progress.timesRealTime += shares_[i].videoSeconds / seconds;
            share += rows_[i].state == ui::RecordingState::Running ? rows_[i].progress : 0.0;
        }
        constexpr double kEnoughToTell = 0.02;  // of all recordings
        if (share > kEnoughToTell * static_cast<double>(rows_.size())) {
            progress.secondsLeft = seconds * (static_cast<double>(rows_.size()) - share) / share;
        }
        return progress;
    }

private:
    struct Share {
        std::size_t windows = 0;
        double videoSeconds = 0.0;
    };

    LabelQueue& queue_;
    const std::filesystem::path folder_;
    const Clock::time_point begun_ = Clock::now();
    mutable std::mutex mutex_;
    std::vector<ui::RecordingRow> rows_;
    std::vector<Share> shares_;
    std::set<std::size_t> changed_;
    std::set<qint64> unwanted_;
    int ended_ = 0;
    bool posted_ = false;
    Clock::time_point lastPost_{};

    void changed(std::size_t index, bool now) {
        constexpr std::chrono::milliseconds kAtMostEvery{100};
        changed_.insert(index);
        if (posted_ || (!now && Clock::now() - lastPost_ < kAtMostEvery)) {
            return;
        }
        posted_ = true;
        lastPost_ = Clock::now();
        QMetaObject::invokeMethod(
            &queue_, [queue = &queue_] { queue->takeUpdates(); }, Qt::QueuedConnection);
    }
};

ui::RecordingRow summaryOf(const std::filesystem::path& result, ui::RecordingRow row) {
    row.state = ui::RecordingState::Done;
    row.progress = 1.0;
    try {
        const LabelDocument document = readLabelDocument(result);
        const Corrections corrections = readCorrections(result, document).corrections;
        row.segments = static_cast<int>(corrections.segments().size());
        row.unreviewed = static_cast<int>(corrections.unreviewed());
        row.lowestMargin = corrections.lowestMargin().value_or(1.0F);
        row.corrected = !corrections.isUntouched();
    } catch (const model::ModelError& error) {
        row.state = ui::RecordingState::Failed;
        row.message = QString::fromStdString(error.whatHappened());
    }
    return row;
}

LabelQueue::LabelQueue(QObject* parent) : QObject(parent) {}

LabelQueue::~LabelQueue() {
    stop_.request_stop();
}

void LabelQueue::setModel(const QString& file) {
    model_ = file.toStdString();
}

bool LabelQueue::holds(const std::string& name) const {
    return std::ranges::any_of(
        entries_, [&](const auto& entry) { return entry.second.recording.name == name; });
}

void LabelQueue::add(const QStringList& paths) {
    std::vector<std::filesystem::path> files;
    for (const QString& path : paths) {
        files.emplace_back(path.toStdString());
    }
    lister_.post([this, files, leaveOut = folder_] {
        try {
            const RecordingList list = listRecordings(files, leaveOut);
            QMetaObject::invokeMethod(this, [this, list] { adopt(list); });
        } catch (const std::exception& error) {
            QMetaObject::invokeMethod(
                this, [this, problem = problemOf(error)] { Q_EMIT failed(problem); });
        }
    });
}

void LabelQueue::adopt(const RecordingList& list) {
    for (const ListedRecording& recording : list.recordings) {
        const bool isCandidate = !recording.found || looksLikeVideo(recording.file);
        if (!isCandidate || holds(recording.name)) {
            continue;
        }
        const qint64 id = nextId_++;
        Entry& entry = entries_[id];
        entry.recording = recording;
        entry.row.id = id;
        entry.row.name = QString::fromStdString(recording.name);
    }
    for (const UnusableFile& file : list.unusable) {
        const qint64 id = nextId_++;
        Entry& entry = entries_[id];
        entry.recording = {.file = {}, .name = file.name};
        entry.row.id = id;
        entry.row.name = QString::fromStdString(file.name);
        entry.row.state = ui::RecordingState::Failed;
        entry.row.message = QString::fromStdString(file.reason);
    }
    Q_EMIT rowsChanged();
}

void LabelQueue::setOutputFolder(const QString& folder) {
    folder_ = folder.toStdString();
    lister_.post([this, folder = folder_] {
        std::error_code error;
        std::vector<ui::RecordingRow> rows;
        if (!std::filesystem::is_directory(folder, error)) {
            return;
        }
        try {
            for (const std::string& name : resultNames(folder, folder / "corrected")) {
                ui::RecordingRow row;
                row.name = QString::fromStdString(name);
                rows.push_back(summaryOf(folder / (name + extensionOf(LabelFormat::Json)), row));
            }
        } catch (const std::exception& unreadable) {
            QMetaObject::invokeMethod(
                this, [this, problem = problemOf(unreadable)] { Q_EMIT failed(problem); });
        }
        QMetaObject::invokeMethod(this, [this, folder, rows] {
            if (folder == folder_) {
                adoptResults(rows);
            }
        });
    });
}

void LabelQueue::adoptResults(const std::vector<ui::RecordingRow>& results) {
    for (ui::RecordingRow row : results) {
        if (row.state != ui::RecordingState::Done || holds(row.name.toStdString())) {
            continue;  // other JSON files may lie there, and what waits will find its result
        }
        row.id = nextId_++;
        entries_[row.id] = {.recording = {.file = {}, .name = row.name.toStdString()}, .row = row};
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
    ui::RecordingRow& row = found->second.row;
    row.segments = counts.segments;
    row.unreviewed = counts.unreviewed;
    row.lowestMargin = counts.lowestMargin;
    row.corrected = counts.corrected;
    Q_EMIT rowChanged(row);
}

void LabelQueue::start() {
    std::vector<qint64> ids;
    std::vector<ListedRecording> recordings;
    std::vector<ui::RecordingRow> rows;
    for (const auto& [id, entry] : entries_) {
        if (entry.row.state == ui::RecordingState::Waiting) {
            ids.push_back(id);
            recordings.push_back(entry.recording);
            rows.push_back(entry.row);
        }
    }
    if (running_ || ids.empty() || folder_.empty() || model_.empty()) {
        return;
    }
    running_ = true;
    stop_ = std::stop_source();
    observer_ = std::make_shared<QueueObserver>(*this, rows, folder_);
    Q_EMIT progressed(observer_->progress());
    labeller_.post([this, ids, recordings, folder = folder_, model = model_, observer = observer_,
                    stop = stop_.get_token()] {
        try {
            BulkSettings settings;
            settings.model = {.name = model.stem().string(), .sha256 = {}};
            const auto question = model::inspectModelFile(model);
            settings.model.sha256 = fileSha256(question.isScript ? question.module : model);
            settings.formats = kFormats;
            settings.jobs = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
            const ResultFolder results(folder);
            // A script that got here was trusted when the window loaded it.
            const std::shared_ptr<model::Classifier> classifier =
                model::loadClassifier(model, {.trustScript = true});
            pipeline::WindowBatcher batcher(classifier, labelBatchSize(classifier->description()));
            const auto outcomes =
                labelInBulk(recordings, batcher, results, settings, *observer, stop);
            std::vector<LabelDocument> documents;
            for (const std::string& name : resultNames(folder, folder / "corrected")) {
                if (const auto document = results.find(name)) {
                    documents.push_back(*document);
                }
            }
            results.writeTables(documents, {}, settings.formats);
            QMetaObject::invokeMethod(this, [this, ids, outcomes] { finished(ids, outcomes); });
        } catch (const std::exception& error) {
            QMetaObject::invokeMethod(
                this, [this, problem = problemOf(error)] { reportFailure(problem); });
        }
    });
}

void LabelQueue::takeUpdates() {
    for (const ui::RecordingRow& row : observer_->takeRows()) {
        update(row.id, row);
    }
    if (running_) {
        Q_EMIT progressed(observer_->progress());
    }
}

void LabelQueue::update(qint64 id, const ui::RecordingRow& row) {
    const auto found = entries_.find(id);
    if (found != entries_.end()) {
        found->second.row = row;
        Q_EMIT rowChanged(row);
    }
}

void LabelQueue::finished(const std::vector<qint64>& ids,
                          const std::vector<LabelOutcome>& outcomes) {
    takeUpdates();
    running_ = false;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const auto found = entries_.find(ids[i]);
        if (found != entries_.end() && outcomes[i].end == LabelEnd::Cancelled) {
            found->second.row.state = ui::RecordingState::Cancelled;
            Q_EMIT rowChanged(found->second.row);
        }
    }
    ui::QueueProgress progress = observer_->progress();
    progress.running = false;
    Q_EMIT progressed(progress);
}

void LabelQueue::reportFailure(const ui::Problem& problem) {
    takeUpdates();
    running_ = false;
    for (auto& [id, entry] : entries_) {
        if (entry.row.state == ui::RecordingState::Running) {
            entry.row.state = ui::RecordingState::Cancelled;
            Q_EMIT rowChanged(entry.row);
        }
    }
    ui::QueueProgress progress = observer_->progress();
    progress.running = false;
    Q_EMIT progressed(progress);
    Q_EMIT failed(problem);
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
            found->second.row.state = ui::RecordingState::Cancelled;
            Q_EMIT rowChanged(found->second.row);
        }
    }
}

void LabelQueue::retry(const QVector<qint64>& ids) {
    for (const qint64 id : ids) {
        const auto found = entries_.find(id);
        if (found == entries_.end() || found->second.recording.file.empty()) {
            continue;
        }
        ui::RecordingRow& row = found->second.row;
        if (row.state == ui::RecordingState::Failed || row.state == ui::RecordingState::Cancelled) {
            row.state = ui::RecordingState::Waiting;
            row.progress = 0.0;
            row.message.clear();
            Q_EMIT rowChanged(row);
        }
    }
}

void LabelQueue::clearDone() {
    std::erase_if(entries_, [](const auto& entry) {
        return entry.second.row.state == ui::RecordingState::Done;
    });
    Q_EMIT rowsChanged();
}

}  // namespace handscope::app
