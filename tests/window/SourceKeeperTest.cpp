// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/SourceKeeper.h"

#include <gtest/gtest.h>

#include <QProcess>
#include <QTest>
#include <QThread>

#include "app/window/SessionOpener.h"
#include "tests/support/FakeClassifier.h"
#include "tests/support/NeededTool.h"
#include "tests/support/Patience.h"
#include "tests/support/SilentPort.h"
#include "tests/window/ManualWatchClock.h"

namespace handscope::app {
namespace {

using namespace std::chrono_literals;
using test::kPatience;

const ui::Problem kNotThere{"It is not there.", "Expected it.", "Plug it in."};

class SourceKeeperTest : public ::testing::Test {
protected:
    ManualWatchClock* clock_ = std::make_unique<ManualWatchClock>().release();  // the keeper's
    int reopened_ = 0;
    SourceKeeper keeper_{[this] { ++reopened_; }, std::unique_ptr<WatchClock>(clock_)};
    QList<ui::Problem> problems_;
    int over_ = 0;
    QStringList status_;

    void SetUp() override {
        QObject::connect(&keeper_, &SourceKeeper::problemFound, &keeper_,
                         [this](const ui::Problem& problem) {
                             EXPECT_FALSE(problem.whatHappened.isEmpty());
                             EXPECT_FALSE(problem.whatWasExpected.isEmpty());
                             EXPECT_FALSE(problem.whatToDo.isEmpty());
                             problems_ << problem;
                         });
        QObject::connect(&keeper_, &SourceKeeper::problemOver, &keeper_, [this] { ++over_; });
        QObject::connect(&keeper_, &SourceKeeper::statusChanged, &keeper_,
                         [this](const QString& text) { status_ << text; });
    }

    static capture::SourceDescription camera() {
        capture::SourceDescription description;
        description.frameRate = 20.0;
        description.live = true;
        return description;
    }

    /// Ten seconds long.
    static capture::SourceDescription file() {
        capture::SourceDescription description;
        description.frameRate = 20.0;
        description.startSeconds = 1.0;
        description.durationSeconds = 10.0;
        return description;
    }

    void openCamera() {
        keeper_.chosen({"v4l2:/dev/video0", {}, "Webcam", "usb-1"});
        keeper_.opening();
        keeper_.opened(camera());
    }

    void openFile() {
        keeper_.chosen({"/videos/a clip.mp4", {}, {}, {}});
        keeper_.opening();
        keeper_.opened(file());
    }

    double frame(double pts) {
        capture::Frame frame;
        frame.pts = pts;
        frame.captured = clock_->now();
        return keeper_.frameArrived(frame);
    }
};

TEST_F(SourceKeeperTest, ATypedCameraIsToldOfByItsNameAndKeepsItsTime) {
    keeper_.chosen({"v4l2:/dev/video0", {}, {}, {}});
    keeper_.opening();
    keeper_.nowKnownAs({"v4l2:/dev/video0", {}, "Webcam", "usb-1"});
    keeper_.opened(camera());
    frame(100.0);
    keeper_.ended("No such device.");
    ASSERT_EQ(problems_.size(), 1);
    EXPECT_EQ(problems_[0].whatHappened, "Webcam was lost: No such device.");
    clock_->advance(3s);
    keeper_.opening();
    keeper_.nowKnownAs({"v4l2:/dev/video2", {}, "Webcam", "usb-1"});
    keeper_.opened(camera());
    EXPECT_NEAR(frame(0.0), -103.0, 1e-9);
    EXPECT_EQ(status_.last(), "Webcam is back");
}

TEST_F(SourceKeeperTest, AShortSilenceIsAMatterForTheStatusLine) {
    openCamera();
    frame(0.0);
    clock_->advance(300ms);
    EXPECT_EQ(status_, QStringList{"No picture for 0.3 s"});
    frame(0.3);
    EXPECT_EQ(status_.last(), "");
    EXPECT_TRUE(problems_.isEmpty());
    EXPECT_EQ(over_, 0);
}

TEST_F(SourceKeeperTest, ALongerSilenceIsAProblemUntilItIsOver) {
    openCamera();
    frame(0.0);
    clock_->advance(2s);
    ASSERT_EQ(problems_.size(), 2);
    EXPECT_EQ(problems_.last().whatHappened, "Webcam has been silent for 2 s.");
    EXPECT_EQ(over_, 0);
    frame(2.0);
    EXPECT_EQ(over_, 1);
    EXPECT_EQ(reopened_, 0);
}

TEST_F(SourceKeeperTest, ASlowFileIsNoProblem) {
    openFile();
    frame(1.0);
    clock_->advance(9s);
    EXPECT_EQ(status_.last(), "No picture for 9 s");
    EXPECT_TRUE(problems_.isEmpty());
    EXPECT_EQ(reopened_, 0);
}

TEST_F(SourceKeeperTest, ALostCameraComesBack) {
    openCamera();
    frame(5.0);
    keeper_.ended("No such device.");
    ASSERT_EQ(problems_.size(), 1);
    EXPECT_EQ(problems_[0].whatHappened, "Webcam was lost: No such device.");
    EXPECT_EQ(status_.last(), "Opening Webcam again …");
    EXPECT_TRUE(keeper_.returning());
    clock_->advance(0ms);
    EXPECT_EQ(reopened_, 1);
    keeper_.opening();
    keeper_.openFailed(kNotThere);
    EXPECT_EQ(problems_.size(), 1) << "the failure of an attempt is not shown";
    clock_->advance(500ms);
    EXPECT_EQ(reopened_, 2);
    keeper_.opening();
    keeper_.opened(camera());
    EXPECT_TRUE(keeper_.reconnecting());
    frame(5.5);
    EXPECT_FALSE(keeper_.reconnecting());
    EXPECT_EQ(status_.last(), "Webcam is back");
    EXPECT_EQ(over_, 1);
}

TEST_F(SourceKeeperTest, TheTimeOnTheScreenGoesOnOverTheGap) {
    openCamera();
    EXPECT_EQ(frame(100.0), 0.0);
    clock_->advance(50ms);
    EXPECT_EQ(frame(100.05), 0.0);
    keeper_.ended("No such device.");
    clock_->advance(3s);
    keeper_.opening();
    keeper_.opened(camera());
    // It counts from zero now; three seconds have passed since 100.05.
    EXPECT_NEAR(frame(0.0), -103.05, 1e-9);
    clock_->advance(50ms);
    EXPECT_EQ(frame(0.05), 0.0);
}

TEST_F(SourceKeeperTest, AnAddressThatFailsToOpenTheFirstTimeIsNotTriedAgain) {
    for (const char* const address : {"/videos/gone.mp4", "rtsp://somewhere/", "x11grab::7"}) {
        keeper_.chosen({address, {}, {}, {}});
        keeper_.opening();
        keeper_.openFailed(kNotThere);
        EXPECT_EQ(problems_.last().whatToDo, kNotThere.whatToDo);
        EXPECT_FALSE(keeper_.reconnecting());
    }
    clock_->advance(60s);
    EXPECT_EQ(problems_.size(), 3);
    EXPECT_EQ(reopened_, 0);
}

TEST_F(SourceKeeperTest, ACameraThatIsNotThereYetIsWaitedFor) {
    keeper_.chosen({"v4l2:/dev/video0", {}, "Webcam", "usb-1"});
    keeper_.opening();
    keeper_.openFailed(kNotThere);
    ASSERT_EQ(problems_.size(), 1);
    EXPECT_EQ(problems_[0].whatHappened, kNotThere.whatHappened);
    EXPECT_EQ(problems_[0].whatToDo, "Plug it in. It is tried again every few moments.");
    EXPECT_EQ(status_.last(), "Waiting for Webcam …");
    EXPECT_TRUE(keeper_.reconnecting());
    EXPECT_FALSE(keeper_.returning()) << "nothing of it was shown";
    clock_->advance(500ms);
    EXPECT_EQ(reopened_, 1);
    keeper_.opening();
    keeper_.openFailed(kNotThere);
    EXPECT_EQ(problems_.size(), 1) << "it is said once";
    clock_->advance(1s);
    EXPECT_EQ(reopened_, 2);
    keeper_.opening();
    keeper_.opened(camera());
    EXPECT_EQ(frame(7.0), 0.0) << "nothing was shown before it";
    EXPECT_FALSE(keeper_.reconnecting());
    EXPECT_EQ(over_, 1);
    EXPECT_EQ(status_.last(), "");
}

TEST_F(SourceKeeperTest, AnotherChoiceEndsTheAttemptsAndTheirText) {
    openCamera();
    frame(0.0);
    keeper_.ended("No such device.");
    openFile();
    EXPECT_EQ(over_, 1);
    EXPECT_EQ(status_.last(), "");
    EXPECT_FALSE(keeper_.reconnecting());
    EXPECT_EQ(frame(1.0), 0.0) << "another source has its own time";
    keeper_.setPlaying(false);
    clock_->advance(60s);
    EXPECT_EQ(reopened_, 0);
}

TEST_F(SourceKeeperTest, AFileThatBreaksOffStaysWhereItIs) {
    openFile();
    frame(1.0);
    keeper_.ended("Input/output error.");
    ASSERT_EQ(problems_.size(), 1);
    EXPECT_EQ(problems_[0].whatHappened, "a clip.mp4 broke off: Input/output error.");
    clock_->advance(60s);
    EXPECT_EQ(reopened_, 0);
    EXPECT_FALSE(keeper_.reconnecting());
}

TEST_F(SourceKeeperTest, AFileThatEndsTooSoonWasCutShort) {
    openFile();
    frame(1.0);
    frame(5.95);  // five seconds of ten
    keeper_.ended({});
    ASSERT_EQ(problems_.size(), 1);
    EXPECT_EQ(problems_[0].whatHappened, "a clip.mp4 ended after 5.0 s of 10.0 s.");
    keeper_.opening();  // played again
    EXPECT_EQ(over_, 1);
}

TEST_F(SourceKeeperTest, AFileMayEndALittleBeforeItsSound) {
    openFile();
    frame(10.0);  // nine seconds of ten
    keeper_.ended({});
    EXPECT_TRUE(problems_.isEmpty());
}

/// The keeper, the opener and a screen that really goes away, put together as in the window.
class ReconnectionTest : public ::testing::Test {
protected:
    std::shared_ptr<test::FakeClassifier> classifier_ = std::make_shared<test::FakeClassifier>(
        std::vector<std::string>{"a", "b"}, 2, [](const model::Clip&) {
            return std::vector<float>{0.5F, 0.5F};
        });
    ui::SourceChoice choice_;
    SourceKeeper keeper_{[this] { open(); }};
    std::unique_ptr<TaskThread> tasks_ = std::make_unique<TaskThread>();
    SessionOpener opener_{*tasks_};
    QList<ui::Problem> problems_;
    int over_ = 0;
    int frames_ = 0;
    double zero_ = 0.0;  ///< PTS at the screen's time zero
    double shownLast_ = 0.0;

    void SetUp() override {
        QObject::connect(&opener_, &SessionOpener::opened, &keeper_,
                         [this] { keeper_.opened(opener_.session()->capture().description()); });
        QObject::connect(&opener_, &SessionOpener::failed, &keeper_,
                         [this](const ui::Problem& problem) { keeper_.openFailed(problem); });
        QObject::connect(&opener_, &SessionOpener::sourceEnded, &keeper_, &SourceKeeper::ended);
        QObject::connect(&opener_, &SessionOpener::frameArrived, &keeper_,
                         [this](const capture::FramePtr& frame) { show(*frame); });
        QObject::connect(&keeper_, &SourceKeeper::problemFound, &keeper_,
                         [this](const ui::Problem& problem) { problems_ << problem; });
        QObject::connect(&keeper_, &SourceKeeper::problemOver, &keeper_, [this] { ++over_; });
    }

    void TearDown() override {
        opener_.close();
        tasks_.reset();
    }

    void open() {
        keeper_.opening();
        opener_.open({.source = choice_,
                      .classifier = classifier_,
                      .settings = {},
                      .startAt = std::nullopt});
    }

    void show(const capture::Frame& frame) {
        EXPECT_NE(opener_.session(), nullptr) << "a picture comes after its session";
        if (frames_++ == 0) {
            zero_ = frame.pts;
        }
        zero_ += keeper_.frameArrived(frame);
        EXPECT_GE(frame.pts - zero_, shownLast_);
        shownLast_ = frame.pts - zero_;
    }

    bool awaitFrames(int more) {
        const int wanted = frames_ + more;
        return QTest::qWaitFor([&] { return frames_ >= wanted; }, kPatience);
    }
};

/// Gives the number of the display; an empty text when it does not start.
QByteArray startScreen(QProcess& screen, const QByteArray& display = {}) {
    QStringList arguments{"-displayfd", "1", "-screen", "0", "160x120x24", "-nolisten", "tcp"};
    if (!display.isEmpty()) {
        arguments.prepend(":" + display);
    }
    screen.start("Xvfb", arguments);
    QByteArray text;
    while (!text.endsWith('\n') && screen.waitForReadyRead(kPatience)) {
        text += screen.readAllStandardOutput();
    }
    return text.trimmed();
}

TEST_F(ReconnectionTest, AScreenThatDiesAndComesBackIsShownAgain) {
    HANDSCOPE_NEEDS_TOOL(test::isInstalled("Xvfb"), "xvfb");
    auto screen = std::make_unique<QProcess>();
    const QByteArray display = startScreen(*screen);
    ASSERT_FALSE(display.isEmpty());
    choice_ = {"x11grab::" + display + ".0+0,0",
               {{"video_size", "64x48"}, {"framerate", "25"}},
               "Screen",
               {}};
    keeper_.chosen(choice_);
    open();
    ASSERT_TRUE(awaitFrames(3));

    screen->kill();
    ASSERT_TRUE(screen->waitForFinished(kPatience));
    ASSERT_TRUE(QTest::qWaitFor([&] { return !problems_.isEmpty(); }, kPatience));
    EXPECT_TRUE(problems_.last().whatHappened.startsWith("Screen was lost"))
        << problems_.last().whatHappened.toStdString();
    EXPECT_TRUE(keeper_.reconnecting());

    screen = std::make_unique<QProcess>();
    ASSERT_EQ(startScreen(*screen, display), display);
    EXPECT_TRUE(awaitFrames(3));
    EXPECT_FALSE(keeper_.reconnecting());
    EXPECT_EQ(over_, 1);
    opener_.close();
    tasks_.reset();
    screen->kill();
    screen->waitForFinished(kPatience);
}

TEST_F(ReconnectionTest, FramesThatABusyWindowDoesNotShowAreCounted) {
    choice_ = {"lavfi:testsrc2=size=64x48:rate=50", {}, {}, {}};
    keeper_.chosen(choice_);
    open();
    ASSERT_TRUE(awaitFrames(1));
    const auto delivered = [this] { return opener_.session()->capture().counts().delivered; };
    const auto before = opener_.skippedFrames();
    for (const auto begin = delivered(); delivered() < begin + 10;) {
        QThread::msleep(1);  // busy: nothing is shown meanwhile
    }
    EXPECT_GE(opener_.skippedFrames(), before + 8);
    opener_.close();
    EXPECT_EQ(opener_.skippedFrames(), 0);
}

TEST_F(ReconnectionTest, AnotherChoiceCallsOffWhatNeverAnswers) {
    test::SilentPort port;
    choice_ = {.address = QString::fromStdString(port.address())};
    keeper_.chosen(choice_);
    open();
    ASSERT_TRUE(port.awaitCaller());
    choice_ = {.address = "lavfi:testsrc2=size=64x48:rate=20"};
    keeper_.chosen(choice_);
    open();
    EXPECT_TRUE(awaitFrames(1));
    EXPECT_EQ(opener_.source(), choice_);
    choice_ = {.address = QString::fromStdString(port.address())};
    keeper_.chosen(choice_);
    open();
    ASSERT_TRUE(port.awaitCaller());
    opener_.close();  // as the window does when it closes
    tasks_.reset();
    QCoreApplication::processEvents();
    EXPECT_TRUE(problems_.isEmpty()) << "nobody wants to know";
}

TEST_F(ReconnectionTest, ACameraThatIsNotThereIsNotMistakenForAnother) {
    choice_ = {"v4l2:/dev/video0", {}, "Webcam", "no such camera"};
    QString happened;
    QObject::connect(&opener_, &SessionOpener::failed, &keeper_,
                     [&](const ui::Problem& problem) { happened = problem.whatHappened; });
    keeper_.chosen(choice_);
    open();
    EXPECT_TRUE(QTest::qWaitFor([&] { return !happened.isEmpty(); }, kPatience));
    EXPECT_EQ(happened, "The camera 'Webcam' is not there.");
}

}  // namespace
}  // namespace handscope::app
