// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QTimer>
#include <chrono>
#include <memory>
#include <optional>

#include "app/window/CameraCheck.h"
#include "app/window/DecisionController.h"
#include "app/window/InspectController.h"
#include "app/window/LinePrinter.h"
#include "app/window/LiveMap.h"
#include "app/window/ModelKeeper.h"
#include "app/window/PlaybackTime.h"
#include "app/window/RecordingsController.h"
#include "app/window/SessionEvents.h"
#include "app/window/SessionOpener.h"
#include "app/window/SessionRecorder.h"
#include "app/window/SourceKeeper.h"
#include "app/window/SourcePreview.h"
#include "app/window/StatisticsPresenter.h"
#include "app/window/TaskThread.h"
#include "ui/MainWindow.h"

namespace handscope::app {

/// Connects the window with the model, the source and the threads between them.
///
/// Owns the loaded model and the running session; does not own the window, which must outlive it.
/// GUI thread.
class WindowController : public QObject {
    Q_OBJECT

public:
    /// `options`: the device, the engine and the precision of every network that it loads; where no
    /// GPU can be used, the CPU stands in for it, another precision for fp16 on the CPU, and the
    /// window says so.
    explicit WindowController(ui::MainWindow& window, const model::LoadOptions& options = {});
    ~WindowController() override;

    /// Loads the model and, once it is there, opens the source. Returns at once. Where the model
    /// cannot be loaded, the bundled one runs instead, and the model stays remembered.
    void start(const QString& model, const ui::SourceChoice& source);
    /// The same for a saved moment, which needs no source.
    void startWithMoment(const QString& model, const QString& moment);

    /// Instead of a file: a network that is there already. `file`: what it is called.
    void useModel(const QString& file, const std::shared_ptr<model::Classifier>& classifier);
    /// Windows and decisions, instead of the profile's.
    void useSettings(const LabelSettings& settings);

    /// Also prints every event to standard output, a line of JSON each.
    void printEvents(bool print);

private:
    ui::MainWindow& window_;
    const model::LoadOptions options_;  ///< as this machine can
    std::shared_ptr<model::Classifier> classifier_;
    QString modelFile_;
    ui::SourceChoice source_;
    QString momentAtStart_;  ///< to be opened once a model is there
    StatisticsPresenter statistics_;
    CameraCheck camera_;
    PlaybackTime time_;
    bool ended_ = false;
    bool lost_ = false;                      ///< it broke off
    std::optional<LabelSettings> settings_;  ///< instead of the profile's
    std::unique_ptr<LinePrinter> printer_;   ///< of events; null: they are not printed
    std::optional<double> reopenedAt_;  ///< the same source again: what is seekable goes on there
    std::optional<double> lookAt_;      ///< PTS: where Inspect freezes once the source is open
    bool reconnected_ = false;          ///< the same source after a loss: all of it stays
    SessionEvents events_;              ///< their numbers are the rows on the screen
    QTimer staleStatistics_;            ///< once, when frames have stopped coming
    std::chrono::steady_clock::time_point statisticsShown_;
    ModelKeeper models_;
    SessionOpener opener_;
    SourceKeeper keeper_;
    RecordingsController recordings_;
    DecisionController decisions_;
    InspectController inspect_;
    SessionRecorder recorder_;
    // A thread a kind of work, so that none waits for another: joined before anything that its
    // tasks use goes.
    LiveMap map_;  ///< has one for its pictures
    TaskThread devices_;
    TaskThread sources_;     ///< also ends sessions: one source has gone before the next is opened
    SourcePreview preview_;  ///< after the thread, which must outlive it

    void noticeReplaced(const model::LoadOptions& asked);
    void connectModel();
    void connectSource();
    void connectPlayback();
    void connectPages();
    void connectRecorder();
    void choose(const ui::SourceChoice& source);
    void inspectFile(const QString& file, double pts);
    void applySettings();
    void startRecording(const QString& folder);
    void openSource(std::optional<double> startAt = std::nullopt, bool startPaused = false);
    void sessionOpened();
    void showFrame(const capture::FramePtr& frame);
    void takeUpdate();
    void showScores(const pipeline::PipelineUpdate& update);
    void showEvent(const pipeline::GestureEvent& event);
    void endEvents();
    void clearReadings();
    void showStatistics();
    void showStatisticsNow();
    QString engineText() const;
    QString sourceTitle() const;
    void takeModel(const QString& file, const std::shared_ptr<model::Classifier>& classifier,
                   const std::optional<ui::Problem>& insteadOf);
    void sessionFailed(const ui::Problem& problem);
    void showPlayback();
    void sourceEnded(const QString& whatHappened);
    void play(bool playing);
    void step(int direction);
    void seek(double secondsFromBeginning);
};

}  // namespace handscope::app
