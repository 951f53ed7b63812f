// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/WindowController.h"

#include <gtest/gtest.h>

#include <QAction>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTableView>
#include <QTest>
#include <algorithm>
#include <cmath>

#include "app/platform/ResourceLocation.h"
#include "model/Runtime.h"
#include "tests/support/BundledFiles.h"
#include "tests/support/HeldUpModel.h"
#include "tests/support/Patience.h"
#include "tests/support/TestFolder.h"
#include "ui/CameraCheckPanel.h"
#include "ui/EventModel.h"
#include "ui/decision/DecisionView.h"
#include "ui/inspect/InspectPage.h"

namespace handscope::app {
namespace {

using test::kPatience;

class WindowControllerTest : public ::testing::Test {
protected:
    const QString clip = QString::fromStdString(test::kBundledClip);
    const QString model = QString::fromStdString(test::kBundledModel);
    test::TestFolder folder;
    ui::MainWindow window{std::make_unique<QSettings>(
        QString::fromStdString(folder.file("settings.ini")), QSettings::IniFormat)};
    WindowController controller{window};

    void SetUp() override {
        window.resize(1280, 800);
        window.show();
    }

    /// All text that the window shows in labels.
    QString shownText() const {
        QString text;
        for (const QLabel* const label : window.findChildren<QLabel*>()) {
            if (label->isVisible()) {
                text += label->text() + "\n";
            }
        }
        return text;
    }

    bool waitForText(const QString& part) {
        return QTest::qWaitFor([&] { return shownText().contains(part); }, kPatience);
    }

    bool listsEvent(const QString& label) const {
        const auto* const events = window.findChild<QTableView*>("events.table")->model();
        for (int row = 0; row < events->rowCount(); ++row) {
            if (events->index(row, ui::EventModel::Gesture).data().toString() == label) {
                return true;
            }
        }
        return false;
    }

    /// Opens the model again, while a source runs, and waits until the source runs again.
    void changeModel() {
        const QSignalSpy titles(&window, &QWidget::windowTitleChanged);
        Q_EMIT window.modelRequested(model);
        // The source is being opened, and it is there.
        ASSERT_TRUE(QTest::qWaitFor([&] { return titles.size() >= 2; }, kPatience));
    }
};

TEST_F(WindowControllerTest, ShowsFramesScoresAndAMapOfAFile) {
    QSignalSpy frames(&window, &ui::MainWindow::framePainted);
    QSignalSpy predictions(&window, &ui::MainWindow::predictionPainted);
    controller.start(model, {.address = clip});
    ASSERT_TRUE(QTest::qWaitFor([&] { return predictions.size() >= 3; }, kPatience));
    EXPECT_GT(frames.size(), 10);
    EXPECT_TRUE(waitForText("layer"));
    EXPECT_TRUE(window.windowTitle().contains("handscope-demo.mp4"));
}

TEST_F(WindowControllerTest, WaitsForACameraUntilAnotherSourceIsChosen) {
    const ui::SourceChoice camera{
        .address = "v4l2:/dev/video63", .title = "Webcam", .stableId = "usb-nowhere"};
    controller.start(model, camera);
    ASSERT_TRUE(waitForText("The camera 'Webcam' is not there."));
    EXPECT_TRUE(shownText().contains("It is tried again every few moments."));
    QSignalSpy predictions(&window, &ui::MainWindow::predictionPainted);
    Q_EMIT window.sourceRequested({.address = clip});
    ASSERT_TRUE(QTest::qWaitFor([&] { return predictions.size() >= 1; }, kPatience));
    EXPECT_FALSE(shownText().contains("is not there"));
    Q_EMIT window.sourceRequested(camera);
    EXPECT_TRUE(waitForText("The camera 'Webcam' is not there."));
}

TEST_F(WindowControllerTest, ShowsTheMapOfTheTapThatIsChosen) {
    controller.start(model, {.address = clip});
    QSignalSpy predictions(&window, &ui::MainWindow::predictionPainted);
    ASSERT_TRUE(QTest::qWaitFor([&] { return predictions.size() >= 1; }, kPatience));
    Q_EMIT window.tapRequested("layer3.1", "cmm");
    EXPECT_TRUE(waitForText("layer3.1 · CMM"));
}

TEST_F(WindowControllerTest, PlaysAgainAfterTheEnd) {
    QSignalSpy predictions(&window, &ui::MainWindow::predictionPainted);
    controller.start(model, {.address = "lavfi:testsrc=size=96x64:rate=20:duration=2.2"});
    ASSERT_TRUE(QTest::qWaitFor([&] { return predictions.size() >= 1; }, kPatience));
    const auto actions = window.actions();
    const auto play = std::ranges::find(actions, "play", &QAction::objectName);
    ASSERT_NE(play, actions.end());
    ASSERT_TRUE(QTest::qWaitFor([&] { return (*play)->text() == "&Play"; }, kPatience));
    const auto before = predictions.size();
    Q_EMIT window.playRequested(true);
    EXPECT_TRUE(QTest::qWaitFor([&] { return predictions.size() > before; }, kPatience));
}

TEST_F(WindowControllerTest, SeeksInAFile) {
    QSignalSpy frames(&window, &ui::MainWindow::framePainted);
    controller.start(model, {.address = clip});
    ASSERT_TRUE(QTest::qWaitFor([&] { return frames.size() >= 1; }, kPatience));
    Q_EMIT window.playRequested(false);
    Q_EMIT window.seekRequested(15.0);
    EXPECT_TRUE(QTest::qWaitFor(
        [&] { return std::abs(frames.last().first().toDouble() - 15.0) < 0.05; }, kPatience));
}

TEST_F(WindowControllerTest, ExplainsAMissingModel) {
    controller.start(QString(), {.address = clip});
    EXPECT_TRUE(waitForText("The bundled model was not found."));
}

TEST_F(WindowControllerTest, ExplainsAModelThatCannotBeRead) {
    controller.start(clip, {.address = clip});
    EXPECT_TRUE(waitForText("handscope-demo.mp4"));
}

TEST_F(WindowControllerTest, ExplainsASourceThatCannotBeOpenedAndOpensTheNext) {
    controller.start(model, {.address = "/no/such/video.mp4"});
    ASSERT_TRUE(waitForText("/no/such/video.mp4"));
    QSignalSpy frames(&window, &ui::MainWindow::framePainted);
    Q_EMIT window.sourceRequested({.address = clip});
    EXPECT_TRUE(QTest::qWaitFor([&] { return frames.size() >= 1; }, kPatience));
    EXPECT_FALSE(shownText().contains("/no/such/video.mp4"));
}

TEST_F(WindowControllerTest, ChangesTheModelWhileASourceRuns) {
    QSignalSpy predictions(&window, &ui::MainWindow::predictionPainted);
    controller.start(model, {.address = clip});
    ASSERT_TRUE(QTest::qWaitFor([&] { return predictions.size() >= 1; }, kPatience));
    Q_EMIT window.modelRequested(model);
    const auto before = predictions.size();
    EXPECT_TRUE(QTest::qWaitFor([&] { return predictions.size() > before + 2; }, kPatience));
}

TEST_F(WindowControllerTest, AnotherModelGoesOnWithTheEventsOfAFile) {
    QSignalSpy predictions(&window, &ui::MainWindow::predictionPainted);
    controller.start(model, {.address = clip});
    ASSERT_TRUE(QTest::qWaitFor([&] { return predictions.size() >= 1; }, kPatience));
    window.upsertEvent({1000, "Waving", 0.5, 1.0, 0.9, false, {}});
    changeModel();
    EXPECT_TRUE(listsEvent("Waving"));
}

TEST_F(WindowControllerTest, AnotherModelBeginsANewListWhereASourceCannotGoOnAtItsTime) {
    QSignalSpy predictions(&window, &ui::MainWindow::predictionPainted);
    controller.start(model, {.address = "lavfi:testsrc=size=96x64:rate=20:duration=60"});
    ASSERT_TRUE(QTest::qWaitFor([&] { return predictions.size() >= 1; }, kPatience));
    window.upsertEvent({1000, "Waving", 0.5, 1.0, 0.9, false, {}});
    ASSERT_TRUE(listsEvent("Waving"));
    changeModel();
    EXPECT_FALSE(listsEvent("Waving"));
}

TEST_F(WindowControllerTest, ARecordingEndsWithItsModel) {
    QSignalSpy predictions(&window, &ui::MainWindow::predictionPainted);
    controller.start(model, {.address = clip});
    ASSERT_TRUE(QTest::qWaitFor([&] { return predictions.size() >= 1; }, kPatience));
    const auto* const told = window.findChild<QLabel*>("status.recording");
    Q_EMIT window.recordRequested(QString::fromStdString(folder.path().string()));
    ASSERT_TRUE(QTest::qWaitFor([&] { return told->text().contains("Recording"); }, kPatience));
    Q_EMIT window.modelRequested(model);
    EXPECT_TRUE(QTest::qWaitFor([&] { return told->text().startsWith("Recorded"); }, kPatience))
        << told->text().toStdString();
}

TEST_F(WindowControllerTest, WhatThePanelsToldOfASourceGoesWithIt) {
    const QString nothing = QStringLiteral("–");
    const auto* const rate = window.camera().findChild<QLabel*>("camera.rate");
    const auto* const trial = window.decisions().findChild<QPushButton*>("trial.try");
    controller.start(model, {.address = clip});
    ASSERT_TRUE(QTest::qWaitFor([&] { return rate->text() != nothing; }, kPatience));
    EXPECT_TRUE(trial->isEnabled());
    window.upsertEvent({1000, "Waving", 0.5, 1.0, 0.9, false, {}});
    Q_EMIT window.sourceRequested({.address = "/no/such/video.mp4"});
    const auto* const problem = window.findChild<QLabel*>("problem.whatHappened");
    ASSERT_TRUE(
        QTest::qWaitFor([&] { return problem->text().contains("/no/such/video.mp4"); }, kPatience));
    EXPECT_EQ(rate->text(), nothing);
    EXPECT_FALSE(trial->isEnabled());
    EXPECT_FALSE(listsEvent("Waving"));
}

TEST_F(WindowControllerTest, ShowsAnotherTapWhilePaused) {
    controller.start(model, {.address = clip});
    ASSERT_TRUE(waitForText("layer2.1 · CMM"));
    Q_EMIT window.playRequested(false);
    Q_EMIT window.tapRequested("layer1.0", "cstm");
    EXPECT_TRUE(waitForText("layer1.0 · CSTM"));
}

TEST_F(WindowControllerTest, ABadModelAtTheStartLeavesTheBundledOneRunning) {
    QSignalSpy predictions(&window, &ui::MainWindow::predictionPainted);
    controller.start(QString::fromStdString(folder.file("missing.safetensors")), {.address = clip});
    EXPECT_TRUE(QTest::qWaitFor([&] { return predictions.size() >= 3; }, kPatience));
    EXPECT_TRUE(shownText().contains("missing.safetensors")) << "the message stays";
}

TEST_F(WindowControllerTest, AMissingModelIsNamedAndRememberedUntilAnotherIsChosen) {
    const QString missing = QString::fromStdString(folder.file("moved.safetensors"));
    const auto* const problem = window.findChild<QLabel*>("problem.whatHappened");
    window.rememberModel(missing);
    QSignalSpy predictions(&window, &ui::MainWindow::predictionPainted);
    controller.start(missing, {.address = clip});
    ASSERT_TRUE(QTest::qWaitFor([&] { return predictions.size() >= 1; }, kPatience));
    EXPECT_TRUE(problem->text().contains(missing)) << problem->text().toStdString();
    EXPECT_TRUE(problem->text().contains("the bundled one runs instead"));
    const auto bundled = defaultModel();
    ASSERT_TRUE(bundled);
    EXPECT_TRUE(window.findChild<QLabel*>("problem.details")
                    ->text()
                    .contains(QString::fromStdString(bundled->string())))
        << "for whoever prefers it";
    EXPECT_EQ(window.lastModel(), missing);
    Q_EMIT window.sourceRequested({.address = clip});
    EXPECT_TRUE(problem->isVisible()) << "another video does not bring it back";
    Q_EMIT window.modelRequested(model);
    ASSERT_TRUE(QTest::qWaitFor([&] { return window.lastModel() == model; }, kPatience));
    EXPECT_FALSE(problem->isVisible());
}

TEST_F(WindowControllerTest, WithoutTheGpuThatWasAskedForTheCpuStandsInAndTheWindowKeepsSayingSo) {
    if (model::cudaAvailable()) {
        GTEST_SKIP() << "this machine has a GPU";
    }
    ui::MainWindow other(std::make_unique<QSettings>(
        QString::fromStdString(folder.file("other.ini")), QSettings::IniFormat));
    WindowController onGpu(other,
                           {.device = model::Device::Cuda, .precision = model::Precision::Float16});
    other.show();
    QSignalSpy predictions(&other, &ui::MainWindow::predictionPainted);
    onGpu.start(model, {.address = clip});
    ASSERT_TRUE(QTest::qWaitFor([&] { return predictions.size() >= 1; }, kPatience));
    const auto* const problem = other.findChild<QLabel*>("problem.whatHappened");
    EXPECT_TRUE(problem->isVisible());
    EXPECT_TRUE(problem->text().contains("runs on the CPU")) << problem->text().toStdString();
    EXPECT_TRUE(other.findChild<QLabel*>("problem.details")->text().contains("in Preferences"));
    Q_EMIT other.sourceRequested({.address = clip});
    const auto before = predictions.size();
    ASSERT_TRUE(QTest::qWaitFor([&] { return predictions.size() > before; }, kPatience));
    EXPECT_TRUE(problem->isVisible()) << "another video does not change it";
    EXPECT_TRUE(problem->text().contains("runs on the CPU"));
}

TEST_F(WindowControllerTest, OnTheCpuAnotherPrecisionStandsInForFp16AndTheWindowSaysSo) {
    for (const model::Device device : {model::Device::Cpu, model::Device::Auto}) {
        if (device == model::Device::Auto && model::cudaAvailable()) {
            continue;  // which has fp16
        }
        ui::MainWindow other(std::make_unique<QSettings>(
            QString::fromStdString(folder.file("other.ini")), QSettings::IniFormat));
        WindowController onCpu(other, {.device = device, .precision = model::Precision::Float16});
        other.show();
        QSignalSpy predictions(&other, &ui::MainWindow::predictionPainted);
        onCpu.start(model, {.address = clip});
        ASSERT_TRUE(QTest::qWaitFor([&] { return predictions.size() >= 1; }, kPatience));
        const auto* const problem = other.findChild<QLabel*>("problem.whatHappened");
        EXPECT_TRUE(problem->isVisible());
        EXPECT_TRUE(problem->text().startsWith("fp16 was asked for"))
            << problem->text().toStdString();
    }
}

TEST_F(WindowControllerTest, AnEventThatCannotBeSoughtIsInspectedWhileItsPicturesAreKept) {
    QSignalSpy predictions(&window, &ui::MainWindow::predictionPainted);
    controller.start(model, {.address = "lavfi:testsrc=size=96x64:rate=20:duration=60"});
    ASSERT_TRUE(QTest::qWaitFor([&] { return predictions.size() >= 3; }, kPatience));
    Q_EMIT window.pastEventRequested(1000);
    EXPECT_EQ(window.page(), ui::WindowPage::Live);
    EXPECT_TRUE(window.statusBar()->currentMessage().contains("cannot go back"));
    window.inspect().strip().upsertEvent({1000, "Waving", 0.5, 1.0, 0.9, false, {}}, 2.25);
    Q_EMIT window.pastEventRequested(1000);
    EXPECT_EQ(window.page(), ui::WindowPage::Inspect);
    EXPECT_TRUE(window.inspect().strip().isFrozen());
    EXPECT_DOUBLE_EQ(window.inspect().strip().cursor(), 2.25);
}

TEST_F(WindowControllerTest, ExportsTheMapAsPng) {
    QSignalSpy predictions(&window, &ui::MainWindow::predictionPainted);
    controller.start(model, {.address = clip});
    ASSERT_TRUE(QTest::qWaitFor([&] { return predictions.size() >= 1; }, kPatience));
    ASSERT_TRUE(waitForText("layer"));
    const QString file = QString::fromStdString(folder.file("map.png"));
    Q_EMIT window.exportMapRequested(file);
    EXPECT_TRUE(QTest::qWaitFor([&] { return QImage(file).size() == QSize(640, 480); }, kPatience));
    Q_EMIT window.exportMapRequested("/no/such/folder/map.png");
    EXPECT_TRUE(waitForText("/no/such/folder/map.png"));
}

TEST_F(WindowControllerTest, AModelIsSaidToBeOnItsWayUntilItIsThereOrHasFailed) {
    const auto* const busy = window.findChild<QProgressBar*>("status.modelBusy");
    controller.start(model, {});
    EXPECT_TRUE(busy->isVisible());
    ASSERT_TRUE(QTest::qWaitFor([&] { return window.lastModel() == model; }, kPatience));
    EXPECT_FALSE(busy->isVisible());
    Q_EMIT window.modelRequested(clip);
    EXPECT_TRUE(busy->isVisible());
    ASSERT_TRUE(QTest::qWaitFor([&] { return !busy->isVisible(); }, kPatience));
    EXPECT_TRUE(shownText().contains("Model: handscope-bootstrap-stm")) << "which still runs";
}

TEST_F(WindowControllerTest, ASourceOpensAndAMapIsExportedWhileAModelIsHeldUp) {
    QSignalSpy predictions(&window, &ui::MainWindow::predictionPainted);
    controller.start(model, {});
    ASSERT_TRUE(QTest::qWaitFor([&] { return window.lastModel() == model; }, kPatience));
    const test::HeldUpModel another(folder.path());
    Q_EMIT window.modelRequested(QString::fromStdString(another.file()));
    EXPECT_TRUE(shownText().contains("Loading held-up")) << shownText().toStdString();
    Q_EMIT window.sourceRequested({.address = clip});
    ASSERT_TRUE(QTest::qWaitFor([&] { return predictions.size() >= 1; }, kPatience));
    ASSERT_TRUE(waitForText("layer"));
    const QString file = QString::fromStdString(folder.file("map.png"));
    Q_EMIT window.exportMapRequested(file);
    EXPECT_TRUE(QTest::qWaitFor([&] { return !QImage(file).isNull(); }, kPatience));
    EXPECT_EQ(window.lastModel(), model) << "the other one is still on its way";
}

TEST_F(WindowControllerTest, ClosesWhileASourceOpens) {
    for (int i = 0; i < 5; ++i) {
        ui::MainWindow other(std::make_unique<QSettings>(
            QString::fromStdString(folder.file("other.ini")), QSettings::IniFormat));
        auto brief = std::make_unique<WindowController>(other);
        const QSignalSpy changes(&other, &QWidget::windowTitleChanged);
        brief->start(model, {.address = clip});
        // The title changes when the model is there: the source is being opened from then on.
        EXPECT_TRUE(QTest::qWaitFor([&] { return !changes.empty(); }, kPatience));
        brief.reset();
    }
}

TEST_F(WindowControllerTest, ClosesAtAnyMoment) {
    for (int i = 0; i < 3; ++i) {
        ui::MainWindow other(std::make_unique<QSettings>(
            QString::fromStdString(folder.file("other.ini")), QSettings::IniFormat));
        WindowController brief(other);
        other.show();
        brief.start(model, {.address = clip});
        QCoreApplication::processEvents();
    }
}

}  // namespace
}  // namespace handscope::app
