// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/SourcePreview.h"

#include <gtest/gtest.h>

#include <QElapsedTimer>
#include <QTest>
#include <filesystem>
#include <future>
#include <optional>
#include <string>
#include <vector>

#include "app/window/SourceOpening.h"
#include "capture/DeviceList.h"
#include "tests/support/Patience.h"
#include "tests/support/SilentPort.h"
#include "tests/support/TestFolder.h"

namespace handscope::app {
namespace {

using test::kPatience;

ui::SourceChoice graph(const QString& description) {
    return {"lavfi:" + description, {}, {}, {}};
}

class SourcePreviewTest : public ::testing::Test {
protected:
    std::unique_ptr<TaskThread> tasks_ = std::make_unique<TaskThread>();
    std::unique_ptr<SourcePreview> preview_ = std::make_unique<SourcePreview>(*tasks_);
    QList<QImage> pictures_;
    QList<ui::Problem> problems_;

    void SetUp() override {
        QObject::connect(preview_.get(), &SourcePreview::pictureArrived, preview_.get(),
                         [this](const QImage& picture) { pictures_ << picture; });
        QObject::connect(preview_.get(), &SourcePreview::failed, preview_.get(),
                         [this](const ui::Problem& problem) {
                             EXPECT_FALSE(problem.whatHappened.isEmpty());
                             problems_ << problem;
                         });
    }

    void TearDown() override {
        preview_.reset();
        tasks_.reset();
    }

    bool awaitPictures(int count) {
        return QTest::qWaitFor([&] { return pictures_.size() >= count; }, kPatience);
    }

    bool awaitProblem() {
        return QTest::qWaitFor([&] { return !problems_.isEmpty(); }, kPatience);
    }

    /// Until everything posted so far is done, and what came of it is delivered.
    void settle() {
        std::promise<void> done;
        tasks_->post([&] { done.set_value(); });
        done.get_future().wait();
        QCoreApplication::processEvents();
    }
};

TEST_F(SourcePreviewTest, ShowsWhatTheSourceShows) {
    preview_->show(graph("color=red:size=64x48:rate=10"));
    ASSERT_TRUE(awaitPictures(2));
    EXPECT_EQ(pictures_[0].size(), QSize(64, 48));
    const QColor colour = pictures_[0].pixelColor(32, 24);
    EXPECT_GT(colour.red(), 240);
    EXPECT_LT(colour.green(), 16);
}

TEST_F(SourcePreviewTest, LargePicturesAreMadeSmall) {
    preview_->show(graph("testsrc2=size=1280x720:rate=10"));
    ASSERT_TRUE(awaitPictures(1));
    EXPECT_EQ(pictures_[0].size(), QSize(480, 270));
}

TEST_F(SourcePreviewTest, GivesTenPicturesASecondAtMost) {
    QElapsedTimer timer;
    timer.start();
    preview_->show(graph("testsrc2=size=64x48:rate=100"));
    ASSERT_TRUE(awaitPictures(8));
    EXPECT_GE(timer.elapsed(), 7 * 1000 / SourcePreview::kMostPicturesASecond);
}

TEST_F(SourcePreviewTest, PlaysAFileOverAndOver) {
    const QString clip = QString(HANDSCOPE_SOURCE_DIR) + "/resources/clip/handscope-demo.mp4";
    preview_->show({clip, {}, {}, {}});
    EXPECT_TRUE(awaitPictures(3));
    EXPECT_TRUE(problems_.isEmpty());
}

TEST_F(SourcePreviewTest, TheNextChoiceReplacesTheOneBefore) {
    preview_->show(graph("color=red:size=64x48:rate=20"));
    ASSERT_TRUE(awaitPictures(1));
    pictures_.clear();
    preview_->show(graph("color=blue:size=64x48:rate=20"));
    ASSERT_TRUE(awaitPictures(3));
    for (const QImage& picture : pictures_) {
        EXPECT_GT(picture.pixelColor(32, 24).blue(), 240);
    }
}

TEST_F(SourcePreviewTest, NothingComesAfterStop) {
    preview_->show(graph("testsrc2=size=64x48:rate=20"));
    ASSERT_TRUE(awaitPictures(1));
    preview_->stop();
    const auto before = pictures_.size();
    settle();
    settle();
    EXPECT_EQ(pictures_.size(), before);
}

TEST_F(SourcePreviewTest, AChoiceThatIsOvertakenIsNotOpened) {
    preview_->show({"/no/such/file.mp4", {}, {}, {}});
    preview_->show(graph("testsrc2=size=64x48:rate=20"));
    ASSERT_TRUE(awaitPictures(1));
    EXPECT_TRUE(problems_.isEmpty());
}

TEST_F(SourcePreviewTest, AnAddressThatNeverAnswersHoldsUpNothing) {
    test::SilentPort port;
    const ui::SourceChoice silent{.address = QString::fromStdString(port.address("rtsp"))};
    preview_->show(silent);
    ASSERT_TRUE(port.awaitCaller());
    preview_->show(graph("testsrc2=size=64x48:rate=20"));
    EXPECT_TRUE(awaitPictures(1)) << "the next choice";
    preview_->show(silent);
    ASSERT_TRUE(port.awaitCaller());
    preview_->stop();
    settle();
    preview_->show(silent);
    ASSERT_TRUE(port.awaitCaller());
    preview_.reset();
    settle();
    EXPECT_TRUE(problems_.isEmpty()) << "nobody wants to know";
}

TEST_F(SourcePreviewTest, ExplainsWhatCannotBeOpened) {
    preview_->show({"/no/such/file.mp4", {}, {}, {}});
    ASSERT_TRUE(awaitProblem());
    EXPECT_TRUE(problems_[0].whatHappened.contains("/no/such/file.mp4"));
    EXPECT_FALSE(problems_[0].whatToDo.isEmpty());
    preview_->show({"v4l2:/dev/video0", {}, "Webcam", "no such camera"});
    EXPECT_TRUE(QTest::qWaitFor([&] { return problems_.size() >= 2; }, kPatience));
    EXPECT_EQ(problems_[1].whatHappened, "The camera 'Webcam' is not there.");
}

TEST_F(SourcePreviewTest, SaysThatTheRunningCameraIsInUse) {
    preview_->setInUse(ui::SourceChoice{"v4l2:/dev/video0", {}, "Webcam", "usb-1"});
    preview_->show({"v4l2:/dev/video3", {}, "Webcam", "usb-1"});
    ASSERT_TRUE(awaitProblem());
    EXPECT_EQ(problems_[0].whatHappened, "This source is being watched already.");
    preview_->setInUse(std::nullopt);
    preview_->show({"v4l2:/dev/no-such-camera", {}, {}, {}});
    ASSERT_TRUE(QTest::qWaitFor([&] { return problems_.size() >= 2; }, kPatience));
    EXPECT_NE(problems_[1].whatHappened, problems_[0].whatHappened);
}

TEST_F(SourcePreviewTest, ARunningFileMayBeShownAsWell) {
    const auto choice = graph("testsrc2=size=64x48:rate=20");
    preview_->setInUse(choice);
    preview_->show(choice);
    EXPECT_TRUE(awaitPictures(1));
}

TEST_F(SourcePreviewTest, DoesNotSwallowStandardInput) {
    preview_->show({"-", {}, {}, {}});
    ASSERT_TRUE(awaitProblem());
    EXPECT_EQ(problems_[0].whatHappened, "Standard input has no preview.");
}

TEST_F(SourcePreviewTest, GoesWithoutWaitingForTheTaskThread) {
    std::promise<void> goOn;
    preview_->show(graph("testsrc2=size=64x48:rate=20"));
    ASSERT_TRUE(awaitPictures(1));
    tasks_->post([blocked = goOn.get_future().share()] { blocked.wait(); });
    preview_->stop();
    preview_->show(graph("testsrc2=size=64x48:rate=20"));
    preview_.reset();  // returns although the task thread stands
    goOn.set_value();
    settle();
}

TEST(SourceOpeningTest, IdentifiesNothingButACameraWhoseAddressWasTyped) {
    const ui::SourceChoice listed{"v4l2:/dev/video0", {}, "Webcam", "usb-1"};
    const ui::SourceChoice missing{"v4l2:/dev/no-such-camera", {}, {}, {}};
    const ui::SourceChoice screen{"x11grab::0.0", {}, {}, {}};
    EXPECT_EQ(identified(listed), listed);
    EXPECT_EQ(identified(missing), missing);
    EXPECT_EQ(identified(screen), screen);
    for (const capture::Device& device : capture::listDevices()) {
        if (device.refusal == capture::DeviceRefusal::None) {
            const ui::SourceChoice typed{QString::fromStdString(device.address), {}, {}, {}};
            EXPECT_EQ(identified(typed).stableId, QString::fromStdString(device.stableId));
            EXPECT_EQ(identified(typed).title, QString::fromStdString(device.name));
        }
    }
}

TEST(SourceOpeningTest, KnowsTheCameraAtATypedNodeButLeavesALinkToWhateverBearsIt) {
    const test::TestFolder folder;
    std::filesystem::create_symlink("/dev/no-such-camera", folder.file("hall"));
    std::vector<std::string> asked;
    const auto cameraAt = [&](const std::string& address) -> std::optional<capture::Device> {
        asked.push_back(address);
        return capture::Device{
            .address = address, .stableId = "usb-1", .name = "Webcam", .formats = {}};
    };
    const ui::SourceChoice typed{"v4l2:/dev/no-such-camera", {}, {}, {}};
    const ui::SourceChoice known{"v4l2:/dev/no-such-camera", {}, "Webcam", "usb-1"};
    EXPECT_EQ(identified(typed, cameraAt), known);
    const ui::SourceChoice named{"v4l2:/dev/no-such-camera", {}, "Mine", {}};
    EXPECT_EQ(identified(named, cameraAt).title, "Mine");
    const std::vector<std::string> twice(2, "v4l2:/dev/no-such-camera");
    EXPECT_EQ(asked, twice);
    const ui::SourceChoice link{"v4l2:" + QString::fromStdString(folder.file("hall")), {}, {}, {}};
    const ui::SourceChoice screen{"x11grab::0.0", {}, {}, {}};
    for (const ui::SourceChoice& other : {link, screen, known}) {
        EXPECT_EQ(identified(other, cameraAt), other);
    }
    EXPECT_EQ(asked, twice) << "nothing is asked about these";
    const ui::SourceChoice silent = identified(
        typed, [](const std::string&) -> std::optional<capture::Device> { return std::nullopt; });
    EXPECT_EQ(silent, typed);
}

TEST(SourceOpeningTest, KnowsWhichSourcesCanBeOpenOnlyOnce) {
    const ui::SourceChoice listed{"v4l2:/dev/video0", {}, "Webcam", "usb-1"};
    const ui::SourceChoice typed{"v4l2:/dev/video0", {}, {}, {}};
    const ui::SourceChoice renumbered{"v4l2:/dev/video4", {}, "Webcam", "usb-1"};
    const ui::SourceChoice other{"v4l2:/dev/video0", {}, "Other", "usb-2"};
    const ui::SourceChoice file{"/v/a.mp4", {}, {}, {}};
    const ui::SourceChoice pipe{"-", {}, {}, {}};
    EXPECT_TRUE(excludesEachOther(listed, typed));
    EXPECT_TRUE(excludesEachOther(typed, listed));
    EXPECT_TRUE(excludesEachOther(listed, renumbered));
    EXPECT_FALSE(excludesEachOther(listed, other));
    EXPECT_FALSE(excludesEachOther(file, file));
    EXPECT_TRUE(excludesEachOther(pipe, pipe));
    EXPECT_FALSE(excludesEachOther(listed, file));
}

}  // namespace
}  // namespace handscope::app
