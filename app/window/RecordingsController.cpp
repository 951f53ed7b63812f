// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/RecordingsController.h"

#include <QStatusBar>
#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "app/labelling/ResultFolder.h"
#include "app/pipeline/SameInstant.h"
#include "app/window/BackgroundWork.h"
#include "app/window/OpenRecordings.h"
#include "app/window/QtImages.h"
#include "ui/recordings/RecordingsPage.h"

namespace handscope::app {
namespace {

constexpr const char* kOpenRecordings = "recordings/queue";

/// Seconds from the recording's beginning; empty where the frames are spread evenly.
QVector<double> frameStartsOf(const FrameTimeline& timeline) {
    QVector<double> starts;
    if (timeline.isExact()) {
        starts.reserve(timeline.frames());
        for (std::int64_t frame = 0; frame < timeline.frames(); ++frame) {
            starts.append(timeline.startOf(frame) - timeline.start());
        }
    }
    return starts;
}

}  // namespace

RecordingsController::RecordingsController(ui::MainWindow& window,
                                           const model::LoadOptions& options)
    : window_(window), queue_(options), review_(tasks_, this), player_(tasks_, this) {
    connectQueue();
    connectReview();
    connectCorrections();
    connectPlayer();
    updateUndo();
    if (const QString folder = window.recordings().outputFolder(); !folder.isEmpty()) {
        queue_.setOutputFolder(folder);  // that of the last run
    }
    queue_.setOutputFiles(window.recordings().outputFiles());
    restoreQueue();  // after the folder: what has a result there is done
}

RecordingsController::~RecordingsController() {
    exportStop_.request_stop();
    keep(toSettings(queue_.openRecordings()));
    player_.close();
    review_.close();
}

/// What another window has written since stays where nothing has changed here.
void RecordingsController::keep(const QByteArray& open) {
    if (std::exchange(kept_, open) != open) {
        window_.settings().set(kOpenRecordings, open);
    }
}

void RecordingsController::restoreQueue() {
    const auto open = openRecordingsFrom(window_.settings().bytes(kOpenRecordings));
    kept_ = toSettings(open);
    queue_.restore(open);
    // Not at each that is done: one that is taken for open is found to be done when it is labelled.
    connect(&queue_, &LabelQueue::rowsChanged, this, &RecordingsController::rememberQueue);
    connect(&queue_, &LabelQueue::adding, this, [this](std::optional<int> files) {
        if (!files) {
            rememberQueue();
        }
    });
    connect(&queue_, &LabelQueue::progressed, this, [this](const ui::QueueProgress& progress) {
        if (!progress.running) {
            rememberQueue();
        }
    });
    const ui::RecordingsPage& page = window_.recordings();
    connect(&page, &ui::RecordingsPage::cancelRecordingsRequested, this,
            &RecordingsController::rememberQueue);
    connect(&page, &ui::RecordingsPage::labelAgainRequested, this,
            &RecordingsController::rememberQueue);
}

void RecordingsController::rememberQueue() {
    inBackground(
        memory_, this, [open = queue_.openRecordings()] { return toSettings(open); },
        [this](const QByteArray& saved) { keep(saved); },
        [this](const ui::Problem& problem) { window_.showProblem(problem); });
}

void RecordingsController::useModel(const QString& file, const QStringList& labels) {
    labels_ = labels;
    queue_.setModel(file);
    window_.recordings().setLabels(labels);
}

void RecordingsController::note(const QString& remark) {
    constexpr int kMilliseconds = 8000;
    window_.statusBar()->showMessage(remark, kMilliseconds);
}

void RecordingsController::connectQueue() {
    ui::RecordingsPage& page = window_.recordings();
    connect(&page, &ui::RecordingsPage::filesAdded, &queue_, &LabelQueue::add);
    connect(&page, &ui::RecordingsPage::addingCancelRequested, &queue_, &LabelQueue::cancelAdding);
    connect(&queue_, &LabelQueue::adding, &page, &ui::RecordingsPage::setListing);
    connect(&queue_, &LabelQueue::rowsAdded, &page, &ui::RecordingsPage::addRecordings);
    connect(&page, &ui::RecordingsPage::nothingLeftToReview, this,
            [this] { note(tr("No other recording is to be reviewed.")); });
    connect(&page, &ui::RecordingsPage::outputFolderChosen, this, [this](const QString& folder) {
        if (queue_.isRunning()) {
            return;  // its labels go where they were to go
        }
        if (folder != queue_.outputFolder()) {
            closeReview();
        }
        queue_.setOutputFolder(folder);
        window_.recordings().setOutputFolder(folder);
    });
    connect(&page, &ui::RecordingsPage::outputFilesChosen, &queue_, &LabelQueue::setOutputFiles);
    connect(&page, &ui::RecordingsPage::startRequested, &queue_, &LabelQueue::start);
    connect(&page, &ui::RecordingsPage::cancelRequested, &queue_, qOverload<>(&LabelQueue::cancel));
    connect(&page, &ui::RecordingsPage::cancelRecordingsRequested, &queue_,
            qOverload<const QVector<qint64>&>(&LabelQueue::cancel));
    connect(&page, &ui::RecordingsPage::labelAgainRequested, &queue_, &LabelQueue::labelAgain);
    connect(&page, &ui::RecordingsPage::clearEndedRequested, &queue_, &LabelQueue::clearEnded);
    connect(&queue_, &LabelQueue::rowsChanged, this, [this] {
        const QVector<ui::RecordingRow> rows = queue_.rows();
        window_.recordings().setRecordings(rows);
        std::ranges::for_each(rows, [this](const auto& row) { closeIfAnew(row); });
    });
    connect(&queue_, &LabelQueue::rowChanged, &page, &ui::RecordingsPage::updateRecording);
    connect(&queue_, &LabelQueue::rowChanged, this, &RecordingsController::closeIfAnew);
    connect(&queue_, &LabelQueue::progressed, &page, &ui::RecordingsPage::setProgress);
    connect(&queue_, &LabelQueue::failed, &window_, &ui::MainWindow::showProblem);
}

/// The labels of a recording that waits will be others than those under review.
void RecordingsController::closeIfAnew(const ui::RecordingRow& row) {
    if (row.id == review_.recording() && row.state == ui::RecordingState::Waiting) {
        closeReview();
    }
}

void RecordingsController::connectReview() {
    ui::RecordingsPage& page = window_.recordings();
    connect(&page, &ui::RecordingsPage::recordingOpened, this,
            &RecordingsController::openRecording);
    connect(&page, &ui::RecordingsPage::segmentSelected, this, &RecordingsController::select);
    connect(&page, &ui::RecordingsPage::inspectRequested, this, [this](double seconds) {
        const LabelDocument& document = review_.document();
        const CorrectedSegment* const segment = review_.segment(selected_);
        const double pts = segment != nullptr && segment->origin
                               ? document.segments.at(*segment->origin).fired
                               : document.source.start + seconds;
        Q_EMIT inspectionWanted(QString::fromStdString(document.source.path), pts);
    });
    connect(&page, &ui::RecordingsPage::exportCancelRequested, this,
            [this] { exportStop_.request_stop(); });
    connect(&page, &ui::RecordingsPage::exportRequested, this,
            &RecordingsController::exportCorrectedSet);
    connect(&review_, &ReviewSession::opened, this, &RecordingsController::reviewOpened);
    connect(&review_, &ReviewSession::changed, this, &RecordingsController::reviewChanged);
    connect(&review_, &ReviewSession::segmentMade, this, [this](qint64 id) {
        window_.recordings().selectSegment(id);
        select(id);
    });
    connect(&review_, &ReviewSession::noted, this, &RecordingsController::note);
    connect(&review_, &ReviewSession::failed, &window_, &ui::MainWindow::showProblem);
    connect(&review_.history(), &QUndoStack::indexChanged, this, [this] { updateUndo(); });
}

void RecordingsController::connectCorrections() {
    ui::RecordingsPage& page = window_.recordings();
    connect(&page, &ui::RecordingsPage::acceptRequested, &review_, &ReviewSession::accept);
    connect(&page, &ui::RecordingsPage::acceptAllRequested, &review_, &ReviewSession::acceptAll);
    connect(&page, &ui::RecordingsPage::relabelRequested, &review_, &ReviewSession::relabel);
    connect(&page, &ui::RecordingsPage::splitRequested, &review_, &ReviewSession::split);
    connect(&page, &ui::RecordingsPage::mergeRequested, &review_, &ReviewSession::merge);
    connect(&page, &ui::RecordingsPage::edgeMoved, &review_, &ReviewSession::moveEdge);
    connect(&page, &ui::RecordingsPage::deleteRequested, &review_, &ReviewSession::remove);
    connect(&page, &ui::RecordingsPage::addSegmentRequested, &review_, &ReviewSession::add);
    connect(&page, &ui::RecordingsPage::undoRequested, &review_.history(), &QUndoStack::undo);
    connect(&page, &ui::RecordingsPage::redoRequested, &review_.history(), &QUndoStack::redo);
}

void RecordingsController::connectPlayer() {
    ui::RecordingsPage& page = window_.recordings();
    connect(&page, &ui::RecordingsPage::playRequested, &player_, &ReviewPlayer::play);
    connect(&page, &ui::RecordingsPage::stepRequested, this, &RecordingsController::step);
    connect(&page, &ui::RecordingsPage::seekRequested, this, &RecordingsController::seek);
    connect(&page, &ui::RecordingsPage::loopChanged, this, [this](bool loops) {
        loops_ = loops;
        updateLoop();
    });
    connect(&player_, &ReviewPlayer::frameShown, this, &RecordingsController::showFrame);
    connect(&player_, &ReviewPlayer::playingChanged, &page, &ui::RecordingsPage::setPlaying);
    connect(&player_, &ReviewPlayer::failed, &window_, &ui::MainWindow::showProblem);
    connect(&window_, &ui::MainWindow::pageChanged, this, [this](ui::MainWindow::Page shown) {
        if (shown != ui::MainWindow::Page::Recordings) {
            player_.play(false);
        }
    });
}

void RecordingsController::openRecording(qint64 id) {
    closeReview();  // what is opened may be slow to come, or not come at all
    name_.clear();
    for (const ui::RecordingRow& row : queue_.rows()) {
        name_ = row.id == id ? row.name : name_;
    }
    review_.open(id, queue_.resultOf(id));
}

void RecordingsController::closeReview() {
    player_.close();
    review_.close();
    window_.recordings().closeRecording();
    updateUndo();
}

void RecordingsController::reviewOpened() {
    const LabelSource& source = review_.document().source;
    ui::RecordingsPage& page = window_.recordings();
    page.showRecording(review_.recording(), name_, source.duration(), source.frames, review_.rows(),
                       frameStartsOf(review_.timeline()));
    const FrameTimeline& timeline = review_.timeline();
    player_.open(source.path,
                 timeline.frames() > 0 ? timeline.startOf(timeline.frames() - 1) : source.end);
    const auto selected = page.selectedSegment();
    select(selected ? selected->id : -1);
    if (selected) {
        seek(selected->start);
    }
    updateUndo();
    queue_.setReview(review_.recording(), review_.counts());
}

void RecordingsController::reviewChanged() {
    window_.recordings().setSegments(review_.rows());
    queue_.setReview(review_.recording(), review_.counts());
    updateLoop();
}

void RecordingsController::select(qint64 id) {
    selected_ = id;
    updateLoop();
}

void RecordingsController::updateLoop() {
    const CorrectedSegment* const segment = review_.segment(selected_);
    std::optional<ReviewPlayer::Stretch> stretch;
    if (loops_ && segment != nullptr) {
        stretch = ReviewPlayer::Stretch{.first = review_.timeline().startOf(segment->startFrame),
                                        .last = review_.timeline().startOf(segment->endFrame)};
    }
    player_.loop(stretch);
}

void RecordingsController::showFrame(const capture::FramePtr& frame) {
    if (review_.recording() < 0) {
        return;
    }
    frame_ = review_.timeline().frameAt(frame->pts);
    window_.recordings().showFrame(toImage(frame), frame->pts - review_.document().source.start,
                                   frame_);
}

/// A segment may begin between two frames: its beginning is its first frame.
void RecordingsController::seek(double seconds) {
    const double pts = review_.document().source.start + seconds;
    const CorrectedSegment* const segment = review_.segment(selected_);
    const bool isItsBeginning =
        segment != nullptr && std::abs(segment->start - pts) < pipeline::kSameInstant;
    player_.seek(isItsBeginning ? review_.timeline().startOf(segment->startFrame) : pts);
}

void RecordingsController::step(int frames) {
    if (review_.recording() < 0) {
        return;
    }
    if (frames == 1) {
        player_.stepForward();
        return;
    }
    player_.play(false);
    const FrameTimeline& timeline = review_.timeline();
    if (timeline.frames() > 0) {
        player_.seek(
            timeline.startOf(std::clamp<std::int64_t>(frame_ + frames, 0, timeline.frames() - 1)));
    }
}

void RecordingsController::updateUndo() {
    const QUndoStack& history = review_.history();
    window_.recordings().setUndo(history.canUndo(), history.undoText(), history.canRedo(),
                                 history.redoText());
}

void RecordingsController::exportCorrectedSet() {
    const std::filesystem::path results = queue_.outputFolder().toStdString();
    if (results.empty()) {
        return;
    }
    CorrectedExportSettings settings{.results = results,
                                     .target = results / kCorrectedFolder,
                                     .formats = {kLabelFormats.begin(), kLabelFormats.end()},
                                     .labels = {},
                                     .root = {}};
    for (const QString& label : labels_) {
        settings.labels.push_back(label.toStdString());
    }
    note(tr("Exporting …"));
    window_.recordings().setExport(0.0);
    exportStop_ = std::stop_source();
    // First, what was corrected until now is written.
    tasks_.post([this, settings, stop = exportStop_.get_token()] {
        inBackground(
            exports_, this,
            [progress = exportProgress(stop), settings] {
                return exportCorrected(settings, progress);
            },
            [this, folder = QString::fromStdString(settings.target.string())](
                const CorrectedExportReport& report) { exported(report, folder); },
            [this](const ui::Problem& problem) {
                window_.recordings().setExport(std::nullopt);
                window_.showProblem(problem);
            });
    });
}

/// What it gives is called on the thread of exports.
ExportProgress RecordingsController::exportProgress(const std::stop_token& stop) {
    return [this, stop, last = -1](double share) mutable {
        constexpr double kPercent = 100.0;
        if (const int percent = static_cast<int>(share * kPercent); percent != last) {
            last = percent;
            QMetaObject::invokeMethod(this,
                                      [this, share] { window_.recordings().setExport(share); });
        }
        return !stop.stop_requested();
    };
}

void RecordingsController::exported(const CorrectedExportReport& report, const QString& folder) {
    window_.recordings().setExport(std::nullopt);
    if (report.stopped) {
        note(tr("Cancelled: %1 recordings written to %2, without the tables over all")
                 .arg(report.recordings)
                 .arg(folder));
        return;
    }
    QString remark =
        tr("%1 recordings written to %2, %3 of them corrected; %4 clips to train on"
           " in training.csv")
            .arg(QString::number(report.recordings), folder, QString::number(report.corrected),
                 QString::number(report.trainingSegments));
    if (report.outside > 0) {
        remark += tr("; it names recordings of other folders: pack it with --allow-outside");
    }
    note(remark);
    if (!report.failed.empty()) {
        window_.showProblem({tr("%1 could not be exported: %2")
                                 .arg(QString::fromStdString(report.failed.front().name),
                                      QString::fromStdString(report.failed.front().reason)),
                             tr("Expected results that can be read, of recordings as they were,"
                                " in every format (%n recording(s) failed).",
                                nullptr, static_cast<int>(recordingsIn(report.failed))),
                             tr("See failed.csv in %1.").arg(folder)});
    }
}

}  // namespace handscope::app
