// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>
#include <QUrl>

#include "WindowFixture.h"
#include "ui/SourceDialog.h"
#include "ui/decision/DecisionView.h"
#include "ui/inspect/InspectPage.h"
#include "ui/recordings/RecordingsPage.h"

namespace handscope::ui {
namespace {

using Options = QMap<QString, QString>;

QVector<DeviceChoice> twoCameras() {
    return {{"v4l2:/dev/video0", "Integrated Camera", "usb-1", {}},
            {"v4l2:/dev/video2",
             "Webcam",
             "usb-2",
             {{"MJPG", 1280, 720, {30.0, 15.0}, "mjpeg"},
              {"NV21", 800, 600, {30.0}, {}},
              {"YUYV", 640, 480, {29.97}, "yuyv422"}}}};
}

class SourceTest : public WindowFixture {
protected:
    void SetUp() override {
        WindowFixture::SetUp();
        watch();
    }

    void watch() {
        sources_ = std::make_unique<QSignalSpy>(window_.get(), &MainWindow::sourceRequested);
        models_ = std::make_unique<QSignalSpy>(window_.get(), &MainWindow::modelRequested);
    }

    SourceDialog* openDialog() {
        action("chooseSource")->trigger();
        auto* dialog = window_->findChild<SourceDialog*>();
        EXPECT_NE(dialog, nullptr);
        return dialog;
    }

    void drop(const QList<QUrl>& urls) {
        QMimeData data;
        data.setUrls(urls);
        QDragEnterEvent enter({50, 50}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(window_.get(), &enter);
        EXPECT_EQ(enter.isAccepted(), !urls.isEmpty());
        if (enter.isAccepted()) {
            QDropEvent event(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton,
                             Qt::NoModifier);
            QApplication::sendEvent(window_.get(), &event);
        }
    }

    QString writeFile(const QString& name, const QByteArray& content) {
        QFile file(folder_.filePath(name));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(content);
        return file.fileName();
    }

    static void pressOpen(SourceDialog* dialog) {
        QTest::mouseClick(dialog->findChild<QPushButton*>("source.open"), Qt::LeftButton);
    }

    QList<QAction*> recent() const {
        QCoreApplication::processEvents();
        for (QMenu* menu : window_->findChildren<QMenu*>()) {
            if (menu->title() == "&Recent sources") {
                return menu->actions();
            }
        }
        ADD_FAILURE() << "no menu of recent sources";
        return {};
    }

    std::unique_ptr<QSignalSpy> sources_;
    std::unique_ptr<QSignalSpy> models_;
};

TEST_F(SourceTest, ADroppedVideoIsAskedFor) {
    drop({QUrl::fromLocalFile("/videos/a clip.mp4")});
    ASSERT_EQ(sources_->count(), 1);
    EXPECT_EQ((*sources_)[0][0].value<SourceChoice>().address, "/videos/a clip.mp4");
    EXPECT_EQ(models_->count(), 0);
}

TEST_F(SourceTest, ADroppedModelIsAskedForAsAModel) {
    drop({QUrl::fromLocalFile("/models/stm.safetensors")});
    EXPECT_EQ(sources_->count(), 0);
    ASSERT_EQ(models_->count(), 1);
    EXPECT_EQ((*models_)[0][0].toString(), "/models/stm.safetensors");
    EXPECT_TRUE(window_->lastModel().isEmpty()) << "only a model that loads is remembered";
    window_->rememberModel("/models/stm.safetensors");
    EXPECT_EQ(window_->lastModel(), "/models/stm.safetensors");
}

TEST_F(SourceTest, ADroppedDescriptionIsAModelAndItsProgramGoesWithIt) {
    const QString program = writeFile("teacher.pt", "a program");
    const QString description = writeFile(
        "teacher.json", R"({"format": "handscope-torchscript-1", "module": "teacher.pt"})");
    drop({QUrl::fromLocalFile(program), QUrl::fromLocalFile(description)});
    ASSERT_EQ(models_->count(), 1);
    EXPECT_EQ((*models_)[0][0].toString(), description);
    EXPECT_EQ(sources_->count(), 0);
}

TEST_F(SourceTest, ADroppedProfileIsImportedAndNoModel) {
    QSignalSpy imports(&window_->decisions().profiles(), &ProfileBar::importRequested);
    const QString profile =
        writeFile("eager.json", R"({"format": "handscope-profile-1", "name": "eager"})");
    drop({QUrl::fromLocalFile(profile)});
    ASSERT_EQ(imports.count(), 1);
    EXPECT_EQ(imports[0][0].toString(), profile);
    EXPECT_EQ(models_->count() + sources_->count(), 0);
}

TEST_F(SourceTest, AnotherJsonFileIsRefusedWithTheReason) {
    for (const char* content :
         {R"({"format": "handscope-labels-1"})", "[1, 2]", "no JSON at all", ""}) {
        window_->clearProblem();
        drop({QUrl::fromLocalFile(writeFile("other.json", content))});
        EXPECT_TRUE(labelText("problem.whatHappened").contains("other.json")) << content;
        EXPECT_TRUE(find<QWidget>("problem")->isVisible()) << content;
    }
    EXPECT_EQ(models_->count() + sources_->count(), 0);
    drop({QUrl::fromLocalFile(folder_.filePath("missing.json"))});
    EXPECT_EQ(models_->count(), 1) << "who loads it says what is wrong";
}

TEST_F(SourceTest, SeveralVideosOrAFolderAreRecordingsToLabel) {
    QSignalSpy added(&window_->recordings(), &RecordingsPage::filesAdded);
    drop({QUrl::fromLocalFile("/v/a.mp4"), QUrl::fromLocalFile("/v/b.mp4")});
    ASSERT_EQ(added.count(), 1);
    EXPECT_EQ(added[0][0].toStringList(), QStringList({"/v/a.mp4", "/v/b.mp4"}));
    EXPECT_EQ(window_->page(), MainWindow::Page::Recordings);
    window_->showPage(MainWindow::Page::Live);
    drop({QUrl::fromLocalFile(folder_.path())});
    ASSERT_EQ(added.count(), 2);
    EXPECT_EQ(added[1][0].toStringList(), QStringList({folder_.path()}));
    EXPECT_EQ(window_->page(), MainWindow::Page::Recordings);
    EXPECT_EQ(sources_->count(), 0);
    EXPECT_TRUE(recent().isEmpty());
}

TEST_F(SourceTest, AVideoAndAModelAreBothTaken) {
    drop({QUrl::fromLocalFile("/v/a.mp4"), QUrl::fromLocalFile("/m/stm.safetensors")});
    ASSERT_EQ(sources_->count(), 1);
    EXPECT_EQ((*sources_)[0][0].value<SourceChoice>().address, "/v/a.mp4");
    ASSERT_EQ(models_->count(), 1);
    EXPECT_EQ((*models_)[0][0].toString(), "/m/stm.safetensors");
    EXPECT_EQ(window_->page(), MainWindow::Page::Live);
}

TEST_F(SourceTest, ADroppedMomentIsLookedAt) {
    QSignalSpy sources(window_.get(), &MainWindow::sourceRequested);
    QSignalSpy moments(&window_->inspect(), &InspectPage::openMomentRequested);
    drop({QUrl::fromLocalFile("/moments/swipe.handscope-moment")});
    ASSERT_EQ(moments.count(), 1);
    EXPECT_EQ(moments[0][0].toString(), "/moments/swipe.handscope-moment");
    EXPECT_EQ(window_->page(), MainWindow::Page::Inspect);
    EXPECT_TRUE(sources.isEmpty()) << "the video stays";
}

TEST_F(SourceTest, ADroppedAddressStaysAnAddress) {
    drop({QUrl("rtsp://camera.local/stream")});
    ASSERT_EQ(sources_->count(), 1);
    EXPECT_EQ((*sources_)[0][0].value<SourceChoice>().address, "rtsp://camera.local/stream");
}

TEST_F(SourceTest, OtherThingsAreNotTaken) {
    drop({});
    EXPECT_EQ(sources_->count(), 0);
}

TEST_F(SourceTest, OpeningTheDialogAsksForTheCameras) {
    QSignalSpy asked(window_.get(), &MainWindow::devicesRequested);
    SourceDialog* dialog = openDialog();
    EXPECT_EQ(asked.count(), 1);
    EXPECT_TRUE(dialog->findChild<QLabel*>("source.hint")->isVisible());
    EXPECT_FALSE(dialog->findChild<QPushButton*>("source.open")->isEnabled());
    QTest::mouseClick(dialog->findChild<QPushButton*>("source.refresh"), Qt::LeftButton);
    EXPECT_EQ(asked.count(), 2);
    window_->setDevices(twoCameras());
    EXPECT_FALSE(dialog->findChild<QLabel*>("source.hint")->isVisible());
    EXPECT_TRUE(dialog->findChild<QPushButton*>("source.open")->isEnabled());
}

TEST_F(SourceTest, ACameraThatCannotBeOpenedIsListedWithTheReason) {
    SourceDialog* dialog = openDialog();
    QVector<DeviceChoice> devices = twoCameras();
    devices[0].stableId.clear();
    devices[0].refusal = DeviceRefusal::Forbidden;
    devices[0].refusalText = "Permission denied";
    const DeviceChoice busy{.address = "v4l2:/dev/video4",
                            .name = "Capture card",
                            .stableId = {},
                            .formats = {},
                            .refusal = DeviceRefusal::Busy,
                            .refusalText = "Device or resource busy"};
    devices.append(busy);
    window_->setDevices(devices);
    auto* list = dialog->findChild<QListWidget*>("source.devices");
    auto* hint = dialog->findChild<QLabel*>("source.hint");
    auto* open = dialog->findChild<QPushButton*>("source.open");
    EXPECT_EQ(list->currentRow(), 1) << "the first that can be opened";
    EXPECT_FALSE(hint->isVisible());
    EXPECT_TRUE(open->isEnabled());
    EXPECT_TRUE(list->item(0)->text().contains("you may not open it"));
    list->setCurrentRow(0);
    EXPECT_TRUE(hint->isVisible());
    EXPECT_TRUE(hint->text().contains("Permission denied"));
    EXPECT_TRUE(hint->text().contains("group video"));
    EXPECT_FALSE(open->isEnabled());
    QTest::keyClick(list, Qt::Key_Return);
    EXPECT_EQ(sources_->count(), 0);
    list->setCurrentRow(2);
    EXPECT_TRUE(hint->text().contains("Close that program"));
    window_->setDevices({busy});
    EXPECT_TRUE(hint->isVisible()) << "although nothing else could be chosen";
    EXPECT_FALSE(open->isEnabled());
    window_->setDevices(twoCameras());
    EXPECT_FALSE(hint->isVisible());
    EXPECT_TRUE(open->isEnabled());
}

TEST_F(SourceTest, ACameraIsAskedForWithItsFormat) {
    SourceDialog* dialog = openDialog();
    window_->setDevices(twoCameras());
    auto* list = dialog->findChild<QListWidget*>("source.devices");
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Down);
    auto* format = dialog->findChild<QComboBox*>("source.format");
    format->setCurrentText("1280 × 720, MJPG");
    auto* rate = dialog->findChild<QComboBox*>("source.rate");
    rate->setCurrentText("15 frames a second");
    pressOpen(dialog);
    ASSERT_EQ(sources_->count(), 1);
    EXPECT_EQ((*sources_)[0][0].value<SourceChoice>().address, "v4l2:/dev/video2");
    EXPECT_EQ(
        (*sources_)[0][0].value<SourceChoice>().formatOptions,
        (Options{{"video_size", "1280x720"}, {"input_format", "mjpeg"}, {"framerate", "15"}}));
}

TEST_F(SourceTest, OffersNoFormatThatCannotBeAskedFor) {
    SourceDialog* dialog = openDialog();
    window_->setDevices(twoCameras());
    dialog->findChild<QListWidget*>("source.devices")->setCurrentRow(1);
    const auto* format = dialog->findChild<QComboBox*>("source.format");
    EXPECT_EQ(format->count(), 3) << "with Automatic";
    EXPECT_EQ(format->findText("NV21", Qt::MatchContains), -1);
}

TEST_F(SourceTest, AutomaticLeavesTheFormatToTheCamera) {
    SourceDialog* dialog = openDialog();
    window_->setDevices(twoCameras());
    pressOpen(dialog);
    ASSERT_EQ(sources_->count(), 1);
    EXPECT_EQ((*sources_)[0][0].value<SourceChoice>().address, "v4l2:/dev/video0");
    EXPECT_TRUE((*sources_)[0][0].value<SourceChoice>().formatOptions.isEmpty());
}

TEST_F(SourceTest, AnAddressIsTyped) {
    SourceDialog* dialog = openDialog();
    dialog->findChild<QTabWidget*>("source.pages")->setCurrentIndex(3);
    auto* address = dialog->findChild<QLineEdit*>("source.address");
    QTest::keyClicks(address, " lavfi:testsrc2 ");
    QTest::keyClick(address, Qt::Key_Return);
    ASSERT_EQ(sources_->count(), 1);
    EXPECT_EQ((*sources_)[0][0].value<SourceChoice>().address, "lavfi:testsrc2");
}

TEST_F(SourceTest, AnAddressHasOptionsAndMayOpenFurtherFiles) {
    SourceDialog* dialog = openDialog();
    dialog->findChild<QTabWidget*>("source.pages")->setCurrentIndex(3);
    auto* hint = dialog->findChild<QLabel*>("source.options.hint");
    auto* options = dialog->findChild<QLineEdit*>("source.options");
    QTest::keyClicks(dialog->findChild<QLineEdit*>("source.address"), "https://host/live.m3u8");
    options->setText("rtsp_transport");
    EXPECT_TRUE(hint->isVisible());
    EXPECT_FALSE(dialog->findChild<QPushButton*>("source.open")->isEnabled());
    options->setText("  rtsp_transport=tcp timeout=5=0 ");
    EXPECT_FALSE(hint->isVisible());
    QTest::mouseClick(dialog->findChild<QCheckBox*>("source.further"), Qt::LeftButton, {}, {8, 8});
    pressOpen(dialog);
    const SourceChoice expected{.address = "https://host/live.m3u8",
                                .formatOptions = {{"rtsp_transport", "tcp"}, {"timeout", "5=0"}},
                                .title = {},
                                .stableId = {},
                                .opensFurther = true};
    ASSERT_EQ(sources_->count(), 1);
    EXPECT_EQ((*sources_)[0][0].value<SourceChoice>(), expected);
    restart();
    watch();
    EXPECT_EQ(window_->lastSource(), expected);
    pressOpen(openDialog());  // as it was left
    ASSERT_EQ(sources_->count(), 1);
    EXPECT_EQ((*sources_)[0][0].value<SourceChoice>(), expected);
}

TEST_F(SourceTest, CancelAsksForNothing) {
    SourceDialog* dialog = openDialog();
    window_->setDevices(twoCameras());
    QTest::keyClick(dialog, Qt::Key_Escape);
    EXPECT_EQ(sources_->count(), 0);
}

TEST_F(SourceTest, TheLastCameraIsFoundAgainUnderAnotherNumber) {
    SourceDialog* dialog = openDialog();
    window_->setDevices(twoCameras());
    dialog->findChild<QListWidget*>("source.devices")->setCurrentRow(1);
    dialog->findChild<QComboBox*>("source.format")->setCurrentText("640 × 480, YUYV");
    dialog->findChild<QComboBox*>("source.rate")->setCurrentIndex(1);
    pressOpen(dialog);
    restart();
    watch();
    EXPECT_EQ(window_->lastSource().stableId, "usb-2");
    dialog = openDialog();
    QVector<DeviceChoice> renumbered = twoCameras();
    renumbered[1].address = "v4l2:/dev/video4";
    std::swap(renumbered[0], renumbered[1]);
    window_->setDevices(renumbered);
    pressOpen(dialog);
    ASSERT_EQ(sources_->count(), 1);
    EXPECT_EQ((*sources_)[0][0].value<SourceChoice>().address, "v4l2:/dev/video4");
    EXPECT_EQ(
        (*sources_)[0][0].value<SourceChoice>().formatOptions,
        (Options{{"video_size", "640x480"}, {"input_format", "yuyv422"}, {"framerate", "29.97"}}));
}

TEST_F(SourceTest, RefreshingKeepsTheCameraItsFormatAndItsRate) {
    SourceDialog* dialog = openDialog();
    window_->setDevices(twoCameras());
    dialog->findChild<QListWidget*>("source.devices")->setCurrentRow(1);
    dialog->findChild<QComboBox*>("source.format")->setCurrentText("1280 × 720, MJPG");
    dialog->findChild<QComboBox*>("source.rate")->setCurrentText("15 frames a second");
    QVector<DeviceChoice> fewer = twoCameras();
    fewer.removeFirst();
    window_->setDevices(fewer);
    pressOpen(dialog);
    ASSERT_EQ(sources_->count(), 1);
    EXPECT_EQ((*sources_)[0][0].value<SourceChoice>().address, "v4l2:/dev/video2");
    EXPECT_EQ(
        (*sources_)[0][0].value<SourceChoice>().formatOptions,
        (Options{{"video_size", "1280x720"}, {"input_format", "mjpeg"}, {"framerate", "15"}}));
}

TEST_F(SourceTest, APasswordIsNotShownAmongRecentSources) {
    window_->rememberSource({.address = "rtsp://me:secret@camera/live",
                             .formatOptions = {},
                             .title = {},
                             .stableId = {}});
    ASSERT_EQ(recent().size(), 1);
    EXPECT_EQ(recent()[0]->text(), "rtsp://me@camera/live");
    EXPECT_EQ(recent()[0]->toolTip(), "rtsp://me@camera/live");
    window_->rememberSource({.address = "rtsp://me:sec#ret@camera/live",
                             .formatOptions = {},
                             .title = {},
                             .stableId = {}});
    ASSERT_EQ(recent().size(), 2);
    EXPECT_EQ(recent()[0]->text(), QStringLiteral("rtsp://…")) << "no URL, but no empty entry";
}

TEST_F(SourceTest, ACameraIsOneRecentSourceUnderWhateverNumber) {
    for (const char* address : {"v4l2:/dev/video0", "v4l2:/dev/video4"}) {
        SourceDialog* dialog = openDialog();
        window_->setDevices({{address, "Webcam", "usb-1", {}}});
        pressOpen(dialog);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    ASSERT_EQ(recent().size(), 1);
    EXPECT_EQ(recent()[0]->toolTip(), "v4l2:/dev/video4");
    SourceDialog* dialog = openDialog();
    window_->setDevices({{"v4l2:/dev/video4", "Other camera", "usb-2", {}}});
    pressOpen(dialog);
    EXPECT_EQ(recent().size(), 2) << "another camera that got its number";
}

TEST_F(SourceTest, ATypedCameraIsRememberedByWhatItIsFoundByAgain) {
    const SourceChoice typed{.address = "v4l2:/dev/video0",
                             .formatOptions = {{"framerate", "30"}},
                             .title = {},
                             .stableId = {}};
    SourceChoice identified = typed;
    identified.title = "Webcam";
    identified.stableId = "usb-1";
    window_->rememberSource(typed);
    window_->rememberSource(identified);
    ASSERT_EQ(recent().size(), 1);
    EXPECT_EQ(recent()[0]->text(), "Webcam");
    restart();
    EXPECT_EQ(window_->lastSource(), identified);
    window_->rememberSource(typed);
    EXPECT_EQ(recent().size(), 2) << "another camera may have got its number";
}

TEST_F(SourceTest, RecentSourcesComeBackNewestFirstAndOnce) {
    for (const char* path : {"/v/a.mp4", "/v/b & c.mp4", "/v/a.mp4"}) {
        drop({QUrl::fromLocalFile(path)});
    }
    restart();
    watch();
    ASSERT_EQ(recent().size(), 2);
    EXPECT_EQ(recent()[0]->text(), "a.mp4");
    EXPECT_EQ(recent()[1]->text(), "b && c.mp4");
    recent()[1]->trigger();
    ASSERT_EQ(sources_->count(), 1);
    EXPECT_EQ((*sources_)[0][0].value<SourceChoice>().address, "/v/b & c.mp4");
    EXPECT_EQ(recent()[0]->toolTip(), "/v/b & c.mp4");
}

TEST_F(SourceTest, WhatTheCommandLineNamedIsRememberedWithoutBeingAskedFor) {
    window_->rememberSource({"/v/named.mp4", {}, {}, {}});
    EXPECT_EQ(sources_->count(), 0);
    ASSERT_EQ(recent().size(), 1);
    restart();
    EXPECT_EQ(window_->lastSource().address, "/v/named.mp4");
}

TEST_F(SourceTest, KeepsNoMoreThanEightRecentSources) {
    for (int index = 0; index < 12; ++index) {
        drop({QUrl::fromLocalFile(QStringLiteral("/v/%1.mp4").arg(index))});
    }
    EXPECT_EQ(recent().size(), SettingsStore::kRecentSources);
    EXPECT_EQ(window_->lastSource().address, "/v/11.mp4");
}

}  // namespace
}  // namespace handscope::ui
