// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/QueueObserver.h"

#include <QCoreApplication>
#include <algorithm>
#include <utility>

#include "app/review/CorrectionFile.h"
#include "model/ModelError.h"

namespace handscope::app {
namespace {

/// Where translators find these texts.
class QueueObserverText {
    Q_DECLARE_TR_FUNCTIONS(handscope::app::QueueObserver)
};

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

QueueObserver::QueueObserver(std::function<void()> onChange, std::vector<ui::RecordingRow> rows,
                             std::filesystem::path folder)
    : onChange_(std::move(onChange)),
      folder_(std::move(folder)),
      rows_(std::move(rows)),
      shares_(rows_.size()) {}

bool QueueObserver::began(std::size_t index) {
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

bool QueueObserver::advanced(std::size_t index, double share, double videoSeconds,
                             std::size_t windows) {
    const std::lock_guard lock(mutex_);
    rows_[index].progress = std::max(0.0, share);
    shares_[index] = {.windows = windows, .videoSeconds = videoSeconds};
    changed(index, /*now=*/false);
    return !unwanted_.contains(rows_[index].id);
}

void QueueObserver::ended(std::size_t index, const LabelOutcome& outcome) {
    ui::RecordingRow row;
    {
        const std::lock_guard lock(mutex_);
        row = rows_[index];
    }
    row.state = stateOf(outcome.end);
    row.message = outcome.end == LabelEnd::NotVideo ? QueueObserverText::tr("It holds no video.")
                                                    : QString::fromStdString(outcome.reason);
    if (row.state == ui::RecordingState::Done) {
        row = summaryOf(folder_ / (outcome.name + extensionOf(LabelFormat::Json)), row).row;
    }
    const std::lock_guard lock(mutex_);
    if (outcome.end == LabelEnd::Cancelled) {
        row.progress = 0.0;
        row.state = unwanted_.contains(row.id) ? ui::RecordingState::Cancelled
                                               : ui::RecordingState::Waiting;
    } else {
        ++ended_;
        failed_ += row.state == ui::RecordingState::Failed ? 1 : 0;
    }
    rows_[index] = row;
    changed(index, /*now=*/true);
}

void QueueObserver::giveUp(const QVector<qint64>& ids) {
    const std::lock_guard lock(mutex_);
    unwanted_.insert(ids.begin(), ids.end());
}

std::vector<ui::RecordingRow> QueueObserver::takeRows() {
    const std::lock_guard lock(mutex_);
    posted_ = false;
    std::vector<ui::RecordingRow> rows;
    for (const std::size_t index : std::exchange(changed_, {})) {
        rows.push_back(rows_[index]);
    }
    return rows;
}

ui::QueueProgress QueueObserver::progress() const {
    const std::lock_guard lock(mutex_);
    const double seconds =
        std::max(1e-3, std::chrono::duration<double>(Clock::now() - begun_).count());
    ui::QueueProgress progress{.running = true,
                               .done = ended_,
                               .total = static_cast<int>(rows_.size()),
                               .failed = failed_};
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

void QueueObserver::changed(std::size_t index, bool now) {
    constexpr std::chrono::milliseconds kAtMostEvery{100};
    changed_.insert(index);
    if (posted_ || (!now && Clock::now() - lastPost_ < kAtMostEvery)) {
        return;
    }
    posted_ = true;
    lastPost_ = Clock::now();
    onChange_();
}

ResultSummary summaryOf(const std::filesystem::path& result, ui::RecordingRow row) {
    ResultSummary summary;
    row.state = ui::RecordingState::Done;
    row.progress = 1.0;
    try {
        const LabelDocument document = readLabelDocument(result);
        summary.video = document.source.path;
        summary.bytes = document.source.bytes;
        summary.isResult = true;
        const Corrections corrections =
            currentCorrections(readCorrections(result, document), document);
        row.segments = static_cast<int>(corrections.segments().size());
        row.unreviewed = static_cast<int>(corrections.unreviewed());
        row.lowestMargin = corrections.lowestMargin().value_or(1.0F);
        row.corrected = !corrections.isUntouched();
    } catch (const model::ModelError& error) {
        row.state = ui::RecordingState::Failed;
        row.message = QString::fromStdString(error.whatHappened());
    }
    summary.row = row;
    return summary;
}

}  // namespace handscope::app
