// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/SourceWatch.h"

#include <gtest/gtest.h>

#include <QTest>

#include "tests/window/ManualWatchClock.h"

namespace handscope::app {
namespace {

using namespace std::chrono_literals;

/// Notes what the watch says, each with the milliseconds since the start.
class SourceWatchTest : public ::testing::Test {
protected:
    ManualWatchClock* clock_ = std::make_unique<ManualWatchClock>().release();  // the watch's
    const SourceWatch::Moment start_ = clock_->now();
    SourceWatch watch_{std::unique_ptr<WatchClock>(clock_)};
    QStringList said_;

    void SetUp() override {
        QObject::connect(&watch_, &SourceWatch::stalled, &watch_, [this](double seconds) {
            note(QStringLiteral("stalled %1").arg(seconds));
        });
        QObject::connect(&watch_, &SourceWatch::resumed, &watch_, [this] { note("resumed"); });
        QObject::connect(&watch_, &SourceWatch::lost, &watch_,
                         [this](const QString& reason) { note("lost " + reason); });
        QObject::connect(&watch_, &SourceWatch::failed, &watch_,
                         [this](const QString& reason) { note("failed " + reason); });
        QObject::connect(&watch_, &SourceWatch::reopenDue, &watch_, [this] { note("reopen"); });
    }

    void note(const QString& text) {
        const auto at =
            std::chrono::duration_cast<std::chrono::milliseconds>(clock_->now() - start_);
        said_ << QStringLiteral("%1: %2").arg(at.count()).arg(text);
    }

    QStringList takeSaid() { return std::exchange(said_, {}); }

    void open(double rate, bool live) {
        capture::SourceDescription description;
        description.frameRate = rate;
        description.live = live;
        watch_.opened(description);
    }

    void frame() { watch_.frameArrived(clock_->now()); }

    /// A frame now, and one every `period` until `end`.
    void framesUntil(std::chrono::milliseconds end, std::chrono::milliseconds period) {
        for (frame(); clock_->now() + period <= start_ + end; frame()) {
            clock_->advance(period);
        }
    }
};

TEST_F(SourceWatchTest, IsQuietWhilePicturesCome) {
    open(30.0, true);
    framesUntil(10s, 33ms);
    EXPECT_EQ(takeSaid(), QStringList());
}

TEST_F(SourceWatchTest, FivePeriodsWithoutAPictureAreAStall) {
    open(10.0, true);
    framesUntil(1s, 100ms);
    clock_->advance(499ms);
    EXPECT_EQ(takeSaid(), QStringList());
    clock_->advance(1ms);
    EXPECT_EQ(takeSaid(), QStringList{"1500: stalled 0.5"});
    clock_->advance(2s);
    EXPECT_EQ(takeSaid(), (QStringList{"2000: stalled 1", "3000: stalled 2"}));
    frame();
    EXPECT_EQ(takeSaid(), QStringList{"3500: resumed"});
    clock_->advance(500ms);
    EXPECT_EQ(takeSaid(), QStringList{"4000: stalled 0.5"});
}

TEST_F(SourceWatchTest, AFastCameraIsGivenAFifthOfASecond) {
    open(120.0, true);
    frame();
    clock_->advance(199ms);
    EXPECT_EQ(takeSaid(), QStringList());
    clock_->advance(1ms);
    EXPECT_EQ(takeSaid(), QStringList{"200: stalled 0.2"});
}

TEST_F(SourceWatchTest, AnUnknownRateCountsAsFifteen) {
    open(0.0, true);
    frame();
    clock_->advance(333ms);
    EXPECT_EQ(takeSaid(), QStringList());
    clock_->advance(1ms);
    EXPECT_EQ(takeSaid().size(), 1);
}

TEST_F(SourceWatchTest, TheFirstPictureMayTakeLonger) {
    open(30.0, true);
    clock_->advance(1999ms);
    EXPECT_EQ(takeSaid(), QStringList());
    clock_->advance(1ms);
    EXPECT_EQ(takeSaid(), QStringList{"2000: stalled 2"});
}

TEST_F(SourceWatchTest, TheMomentOfCaptureCountsAndNotThatOfArrival) {
    open(10.0, true);
    frame();
    clock_->advance(400ms);
    watch_.frameArrived(start_ + 100ms);
    clock_->advance(199ms);
    EXPECT_EQ(takeSaid(), QStringList());
    clock_->advance(1ms);
    EXPECT_EQ(takeSaid(), QStringList{"600: stalled 0.5"});
}

TEST_F(SourceWatchTest, APausedFileNeedNotDeliver) {
    open(25.0, false);
    frame();
    watch_.setPlaying(false);
    clock_->advance(10s);
    frame();  // one step
    clock_->advance(10s);
    EXPECT_EQ(takeSaid(), QStringList());
    watch_.setPlaying(true);
    clock_->advance(199ms);
    EXPECT_EQ(takeSaid(), QStringList());
    clock_->advance(1ms);
    EXPECT_EQ(takeSaid(), QStringList{"20200: stalled 0.2"});
}

TEST_F(SourceWatchTest, ACameraCannotBePaused) {
    open(30.0, true);
    frame();
    watch_.setPlaying(false);
    clock_->advance(200ms);
    EXPECT_EQ(takeSaid(), QStringList{"200: stalled 0.2"});
}

TEST_F(SourceWatchTest, ASlowFileIsNeverOpenedAgain) {
    open(25.0, false);
    frame();
    clock_->advance(20s);
    EXPECT_EQ(takeSaid().filter("reopen"), QStringList());
    EXPECT_FALSE(watch_.lostNow());
}

TEST_F(SourceWatchTest, AFileThatBreaksHasFailedAndIsNotTriedAgain) {
    open(25.0, false);
    frame();
    watch_.ended("no disk");
    clock_->advance(60s);
    EXPECT_EQ(takeSaid(), QStringList{"0: failed no disk"});
}

TEST_F(SourceWatchTest, TheOrdinaryEndOfAFileIsNothingToSay) {
    open(25.0, false);
    frame();
    watch_.ended({});
    clock_->advance(60s);
    EXPECT_EQ(takeSaid(), QStringList());
}

TEST_F(SourceWatchTest, ALostCameraIsTriedAtOnceAndThenEverMoreSeldom) {
    open(30.0, true);
    frame();
    watch_.ended("unplugged");
    EXPECT_EQ(takeSaid(), QStringList{"0: lost unplugged"}) << "not from within ended()";
    EXPECT_TRUE(watch_.lostNow());
    QStringList attempts;
    clock_->advance(0ms);
    for (int i = 0; i < 6; ++i) {
        attempts << takeSaid();
        watch_.opening();
        watch_.openFailed();
        clock_->advance(2s);
        attempts << takeSaid();
        attempts.removeDuplicates();
    }
    const QString reopen = ": reopen";
    EXPECT_EQ(attempts.mid(0, 4),
              (QStringList{"0" + reopen, "500" + reopen, "3000" + reopen, "6000" + reopen}));
}

TEST_F(SourceWatchTest, TheNextAttemptWaitsForTheOneThatIsBeingMade) {
    open(30.0, true);
    watch_.ended("unplugged");
    clock_->advance(0ms);
    takeSaid();
    watch_.opening();
    clock_->advance(10s);
    EXPECT_EQ(takeSaid(), QStringList());
    watch_.openFailed();
    clock_->advance(500ms);
    EXPECT_EQ(takeSaid(), QStringList{"10500: reopen"});
}

TEST_F(SourceWatchTest, ALiveStreamThatEndsIsLost) {
    open(30.0, true);
    frame();
    watch_.ended({});
    clock_->advance(0ms);
    EXPECT_EQ(takeSaid(), (QStringList{"0: lost ", "0: reopen"}));
}

TEST_F(SourceWatchTest, ALongStallIsALoss) {
    open(30.0, true);
    frame();
    clock_->advance(5s);
    const QStringList said = takeSaid();
    ASSERT_GE(said.size(), 2);
    EXPECT_TRUE(said[said.size() - 2].startsWith("5000: lost No picture"))
        << said.join("\n").toStdString();
    EXPECT_EQ(said.last(), "5000: reopen");
}

TEST_F(SourceWatchTest, ThePictureAfterTheReturnEndsTheLoss) {
    open(30.0, true);
    frame();
    watch_.ended("unplugged");
    clock_->advance(0ms);
    takeSaid();
    watch_.opening();
    open(30.0, true);
    EXPECT_TRUE(watch_.lostNow());
    frame();
    EXPECT_FALSE(watch_.lostNow());
    framesUntil(10s, 33ms);
    EXPECT_EQ(takeSaid(), QStringList{"0: resumed"});
    watch_.ended("unplugged again");
    clock_->advance(0ms);
    EXPECT_EQ(takeSaid().size(), 2) << "lost, and tried at once";
}

TEST_F(SourceWatchTest, ACameraThatOpensAndBreaksIsNotTriedInAHurry) {
    open(30.0, true);
    frame();
    watch_.ended("unplugged");
    clock_->advance(0ms);
    for (int i = 0; i < 3; ++i) {
        watch_.opening();
        open(30.0, true);
        watch_.ended("still broken");
        clock_->advance(2s);
    }
    EXPECT_EQ(takeSaid(), (QStringList{"0: lost unplugged", "0: reopen", "500: reopen",
                                       "3000: reopen", "6000: reopen"}));
}

TEST_F(SourceWatchTest, ACameraThatShowsOnePictureAndBreaksIsNotTriedInAHurry) {
    open(30.0, true);
    frame();
    watch_.ended("unplugged");
    clock_->advance(0ms);
    takeSaid();
    open(30.0, true);
    frame();
    watch_.ended("unplugged");
    clock_->advance(499ms);
    EXPECT_EQ(takeSaid().filter("reopen"), QStringList());
    clock_->advance(1ms);
    EXPECT_EQ(takeSaid().filter("reopen").size(), 1);
}

TEST_F(SourceWatchTest, ACameraThatIsOpenedAgainAndStaysSilentIsTriedAgain) {
    open(30.0, true);
    frame();
    watch_.ended("unplugged");
    clock_->advance(0ms);
    takeSaid();
    open(30.0, true);
    clock_->advance(5500ms);
    EXPECT_EQ(takeSaid(), QStringList{"5500: reopen"});
}

TEST_F(SourceWatchTest, AnotherChoiceEndsTheAttempts) {
    open(30.0, true);
    frame();
    watch_.ended("unplugged");
    watch_.closed();
    clock_->advance(60s);
    EXPECT_EQ(takeSaid(), QStringList{"0: lost unplugged"});
    EXPECT_FALSE(watch_.lostNow());
}

TEST(WatchClockTest, TheRealOneWakesOnceAndNotTooEarly) {
    const auto clock = qtWatchClock();
    int calls = 0;
    const auto due = clock->now() + 20ms;
    SourceWatch::Moment woken;
    clock->wakeAt(due - 10ms, [&] { ++calls; });
    clock->wakeAt(due, [&] {
        ++calls;
        woken = clock->now();
    });
    EXPECT_TRUE(QTest::qWaitFor([&] { return calls > 0; }, 20'000));
    EXPECT_GE(woken, due);
    EXPECT_EQ(calls, 1) << "the second wish had replaced the first";
    clock->wakeAt(clock->now(), [&] { ++calls; });
    EXPECT_EQ(calls, 1);
    clock->cancel();
    QCoreApplication::processEvents();
    EXPECT_EQ(calls, 1);
}

}  // namespace
}  // namespace handscope::app
