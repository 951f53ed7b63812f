// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QStringList>
#include <QVector>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

#include "app/labelling/BulkLabeller.h"
#include "app/window/OpenRecordings.h"
#include "app/window/QueueEntries.h"
#include "app/window/RecordingLister.h"
#include "app/window/TaskThread.h"
#include "model/LoadClassifier.h"
#include "ui/DisplayTypes.h"
#include "ui/recordings/RecordingTypes.h"

namespace handscope::app {

class QueueObserver;

/// The recordings that a person has put in to be labelled, and the labelling of them in the
/// background.
///
/// Owns the list, the threads that list and label, and while it runs a network of its own, so that
/// live recognition goes on beside it. Does not review. GUI thread.
class LabelQueue : public QObject {
    Q_OBJECT

public:
    /// Of `options` all but the trust and the strictness count.
    explicit LabelQueue(const model::LoadOptions& options = {}, QObject* parent = nullptr);
    /// Stops the labelling; what is finished stays.
    ~LabelQueue() override;

    /// The model that labels from the next start on.
    void setModel(const QString& file);
    /// What labels from the next start on; of a causal model the windows are its own.
    void setSettings(const LabelSettings& settings) { settings_ = settings; }
    /// What is written from the next start on, beside JSON and CSV.
    void setOutputFiles(ui::OutputFiles files) { outputFiles_ = files; }

    /// Lists files and folders in the background; rowsAdded() or failed() follow. What is listed
    /// already and was cancelled or has failed waits again; what is done stays done.
    void add(const QStringList& paths);
    /// Calls that off; what is listed until now stays.
    void cancelAdding();
    /// What openRecordings() gave in an earlier run is listed again, in the background; what cannot
    /// be reached now is listed with the reason.
    void restore(const std::vector<OpenRecording>& recordings);
    /// What waits, is being labelled, or was cancelled; and what was so in an earlier run and
    /// cannot be reached now, as long as it is listed.
    std::vector<OpenRecording> openRecordings() const;
    /// Results that are in the folder already join the queue. What is done in the folder before
    /// waits again, or leaves where its video is not known: its result is not here. Not while it
    /// runs.
    void setOutputFolder(const QString& folder);
    QString outputFolder() const { return QString::fromStdString(folder_.string()); }

    /// Labels what waits. Returns at once.
    void start();
    /// Stops: what is not done waits for the next start.
    void cancel();
    /// These are not to be labelled, until a person asks for it again. Where there is a result
    /// already, it stands.
    void cancel(const QVector<qint64>& ids);
    /// What has ended waits again; an earlier result makes way. failed() tells of what has no
    /// video.
    void labelAgain(const QVector<qint64>& ids);
    /// Takes off the list what has ended, in whatever way.
    void clearEnded();

    bool isRunning() const noexcept { return running_; }
    QVector<ui::RecordingRow> rows() const { return entries_.rows(); }

    /// Where a recording's result is; empty for an unknown one.
    std::filesystem::path resultOf(qint64 id) const;

    /// After a review has changed something.
    void setReview(qint64 id, const ui::RecordingRow& counts) { entries_.setReview(id, counts); }

Q_SIGNALS:
    void rowsChanged();  ///< rows came or went, otherwise than by rowsAdded()
    void rowsAdded(const QVector<handscope::ui::RecordingRow>& rows);
    /// How many files add() has met; nullopt: it is done, or called off.
    void adding(std::optional<int> files);
    void rowChanged(const handscope::ui::RecordingRow& row);
    void progressed(const handscope::ui::QueueProgress& progress);
    void failed(const handscope::ui::Problem& problem);

private:
    model::LoadOptions options_;
    std::filesystem::path folder_;
    std::filesystem::path model_;
    LabelSettings settings_;
    ui::OutputFiles outputFiles_;
    bool tellsRows_ = true;  ///< one by one
    QueueEntries entries_{[this](const ui::RecordingRow& row) {
        if (tellsRows_) {
            Q_EMIT rowChanged(row);
        }
    }};
    std::vector<OpenRecording> restoring_;  ///< not yet among the entries
    bool running_ = false;
    std::stop_source stop_;
    std::shared_ptr<QueueObserver> observer_;  ///< of the running or last run
    int additions_ = 0;                        ///< another one after each cancelAdding()
    RecordingLister added_;
    TaskThread lister_;
    TaskThread labeller_{
        pipeline::Background::Network};  ///< last: joined before what its tasks use goes

    void setRunning(bool running);
    void tellingAtOnce(const QVector<qint64>& ids, const std::function<void()>& change);
    void takeUpdates();
    void finished();
};

}  // namespace handscope::app
