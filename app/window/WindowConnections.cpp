// SPDX-License-Identifier: GPL-3.0-or-later
// What the window's signals do.
#include "app/window/BackgroundWork.h"
#include "app/window/DisplayValues.h"
#include "app/window/WindowController.h"
#include "capture/SourceAddress.h"
#include "ui/SourceChooser.h"
#include "ui/inspect/InspectPage.h"

namespace handscope::app {

using Clock = std::chrono::steady_clock;

void WindowController::connectModel() {
    connect(&models_, &ModelKeeper::loading, &window_, &ui::MainWindow::showModelLoading);
    connect(&models_, &ModelKeeper::loaded, this, &WindowController::takeModel);
    connect(&models_, &ModelKeeper::failed, &window_, &ui::MainWindow::showProblem);
    connect(&models_, &ModelKeeper::trustNeeded, this,
            [this](const QString& file, const QString& module, const QString& sha256) {
                models_.trust(file, sha256, window_.askToTrustScript(module, sha256));
            });
    connect(&window_, &ui::MainWindow::modelRequested, this, [this](const QString& file) {
        window_.clearProblem();
        models_.load(file);
    });
}

void WindowController::connectSource() {
    connect(&opener_, &SessionOpener::opened, this, &WindowController::sessionOpened);
    connect(&opener_, &SessionOpener::failed, this, &WindowController::sessionFailed);
    connect(&opener_, &SessionOpener::frameArrived, this, &WindowController::showFrame);
    connect(&opener_, &SessionOpener::updateArrived, this, &WindowController::takeUpdate);
    connect(&opener_, &SessionOpener::sourceEnded, this, &WindowController::sourceEnded);
    connect(&keeper_, &SourceKeeper::problemFound, &window_, &ui::MainWindow::showProblem);
    connect(&keeper_, &SourceKeeper::problemOver, &window_, &ui::MainWindow::clearProblem);
    connect(&keeper_, &SourceKeeper::statusChanged, &window_, &ui::MainWindow::showStatus);
    connect(&window_, &ui::MainWindow::sourceRequested, this, &WindowController::choose);
    ui::SourceChooser& chooser = window_.sources();
    connect(&chooser, &ui::SourceChooser::previewRequested, &preview_, &SourcePreview::show);
    connect(&chooser, &ui::SourceChooser::previewClosed, &preview_, &SourcePreview::stop);
    connect(&preview_, &SourcePreview::pictureArrived, &chooser, &ui::SourceChooser::showPreview);
    connect(&preview_, &SourcePreview::failed, &chooser, &ui::SourceChooser::showPreviewProblem);
    connect(&window_, &ui::MainWindow::devicesRequested, this, [this] {
        inBackground(
            devices_, this, [] { return deviceChoices(); },
            [this](const QVector<ui::DeviceChoice>& devices) { window_.setDevices(devices); },
            [this](const ui::Problem& problem) {
                window_.setDevices({});
                window_.showProblem(problem);
            });
    });
}

void WindowController::connectPlayback() {
    connect(&map_, &LiveMap::requestChanged, this, [this] {
        if (opener_.session() != nullptr) {
            opener_.session()->inference().setRequest(map_.request());
        }
    });
    connect(&window_, &ui::MainWindow::playRequested, this, &WindowController::play);
    connect(&window_, &ui::MainWindow::stepRequested, this, &WindowController::step);
    connect(&window_, &ui::MainWindow::seekRequested, this, &WindowController::seek);
    connect(&window_, &ui::MainWindow::restartRequested, this, [this] { openSource(); });
    connect(&window_, &ui::MainWindow::pastEventRequested, this, [this](qint64 id) {
        if (inspect_.keepsEvent(id)) {
            window_.showPage(ui::WindowPage::Inspect);
            inspect_.goToEvent(id);
        } else {
            window_.showNoWayBack();
        }
    });
    connect(&window_, &ui::MainWindow::framePainted, this,
            [this] { statistics_.framePainted(Clock::now()); });
    connect(&window_, &ui::MainWindow::predictionPainted, this,
            [this] { statistics_.predictionPainted(Clock::now()); });
}

void WindowController::connectPages() {
    connect(&window_, &ui::MainWindow::pageChanged, this,
            [this](ui::WindowPage page) { inspect_.setActive(page == ui::WindowPage::Inspect); });
    inspect_.setActive(window_.page() == ui::WindowPage::Inspect);
    connect(&inspect_, &InspectController::inspectionWanted, this,
            [this](const pipeline::Inspection& inspection) {
                opener_.inspect(classifier_, inspection);
            });
    connect(&opener_, &SessionOpener::inspected, &inspect_, &InspectController::takeAnswer);
    connect(&inspect_, &InspectController::failed, &window_, &ui::MainWindow::showProblem);
    connect(&recordings_, &RecordingsController::inspectionWanted, this,
            &WindowController::inspectFile);
    connect(&decisions_, &DecisionController::settingsChanged, this,
            &WindowController::applySettings);
    connect(&decisions_, &DecisionController::seekRequested, this, &WindowController::seek);
    connect(&decisions_, &DecisionController::failed, &window_, &ui::MainWindow::showProblem);
}

void WindowController::connectRecorder() {
    connect(&window_, &ui::MainWindow::recordRequested, this, &WindowController::startRecording);
    connect(&recorder_, &SessionRecorder::changed, &window_, &ui::MainWindow::showRecording);
    connect(&recorder_, &SessionRecorder::failed, &window_, &ui::MainWindow::showProblem);
}

void WindowController::startRecording(const QString& folder) {
    if (folder.isEmpty()) {
        recorder_.stop();
        return;
    }
    if (!classifier_ || opener_.session() == nullptr || ended_) {
        window_.showRecording(false);
        window_.showProblem({tr("There is nothing to record."), tr("Expected a source that runs."),
                             tr("Open a camera or a video, then record.")});
        return;
    }
    recorder_.start({.folder = folder.toStdString(),
                     .source = capture::withoutPassword(source_.address.toStdString()),
                     .model = {.flipTest = classifier_->description().flipTest,
                               .engine = classifier_->description().engine},
                     .labels = classifier_->description().labels,
                     .settings = settings_.value_or(decisions_.settings())},
                    modelFile_);
}

}  // namespace handscope::app
