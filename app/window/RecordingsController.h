// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QStringList>
#include <stop_token>

#include "app/review/CorrectedExport.h"
#include "app/window/LabelQueue.h"
#include "app/window/ReviewPlayer.h"
#include "app/window/ReviewSession.h"
#include "app/window/TaskThread.h"
#include "ui/MainWindow.h"

namespace handscope::app {

/// Connects the page of recordings with the queue, the review and the player.
///
/// Owns these three; does not own the window, which must outlive it. GUI thread.
class RecordingsController : public QObject {
    Q_OBJECT

public:
    /// `options`: how the queue loads its network.
    explicit RecordingsController(ui::MainWindow& window, const model::LoadOptions& options = {});
    ~RecordingsController() override;

    /// What labels from the next start on, and the labels that there are to choose from.
    void useModel(const QString& file, const QStringList& labels);
    /// How it labels from the next start on.
    void useSettings(const LabelSettings& settings) { queue_.setSettings(settings); }

Q_SIGNALS:
    /// A person wants to see what the network saw of a recorded video until `pts`.
    void inspectionWanted(const QString& file, double pts);

private:
    ui::MainWindow& window_;
    QStringList labels_;
    QByteArray kept_;  ///< the queue in the settings, as read or written here
    QString name_;     ///< of the recording that is open
    qint64 selected_ = -1;
    qint64 frame_ = 0;  ///< that is shown, of the open recording
    bool loops_ = false;
    std::stop_source exportStop_;
    LabelQueue queue_;
    ReviewSession review_;
    ReviewPlayer player_;
    TaskThread memory_;  ///< for words about ten thousand recordings
    TaskThread exports_;
    TaskThread tasks_;  ///< last, after what it hands on to: joined before what its tasks use goes

    void connectQueue();
    /// What is open at the end of this run is there at the beginning of the next.
    void restoreQueue();
    void rememberQueue();
    void keep(const QByteArray& open);
    void connectReview();
    void connectCorrections();
    void connectPlayer();
    void openRecording(qint64 id);
    void closeReview();
    void closeIfAnew(const ui::RecordingRow& row);
    void reviewOpened();
    void reviewChanged();
    void select(qint64 id);
    void showFrame(const capture::FramePtr& frame);
    void seek(double seconds);
    void step(int frames);
    void updateLoop();
    void updateUndo();
    void exportCorrectedSet();
    ExportProgress exportProgress(const std::stop_token& stop);
    void exported(const CorrectedExportReport& report, const QString& folder);
    void note(const QString& remark);
};

}  // namespace handscope::app
