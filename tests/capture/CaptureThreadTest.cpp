// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/CaptureThread.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "tests/capture/CaptureThreadFixture.h"

namespace handscope::capture {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class CaptureThreadTest : public CaptureThreadFixture {
protected:
    /// Takes everything from the ring until it is closed.
    std::vector<double> drain() {
        std::vector<double> pts;
        while (const auto frame = ring_->pop({})) {
            pts.push_back((*frame)->pts);
        }
        return pts;
    }

    /// Blocks until the run has ended, with an error.
    void expectThreeParts(const std::string& what) {
        const CaptureEnd end = awaitEnd();
        ASSERT_TRUE(end.error);
        EXPECT_THAT(end.error->whatHappened(), HasSubstr(what));
        EXPECT_THAT(end.error->whatWasExpected(), Not(IsEmpty()));
        EXPECT_THAT(end.error->whatToDo(), Not(IsEmpty()));
    }
};

TEST_F(CaptureThreadTest, ShowsAFilesFramesAtTheirPts) {
    launch(fakeFile(4, 10.0), {});
    EXPECT_EQ(clock_->awaitWaiter(), start_ + 100ms);
    EXPECT_EQ(countShown(), 1U);
    clock_->advance(100ms);
    EXPECT_EQ(clock_->awaitWaiter(), start_ + 200ms);
    EXPECT_EQ(countShown(), 2U);
    EXPECT_EQ(thread_->counts().late, 0);
}

TEST_F(CaptureThreadTest, ShowsUnevenFramesAtTheirPts) {
    const auto script = fakeFile(3, 10.0);
    script->pts = {5.0, 5.02, 5.9};
    script->description.frameRate = 0.0;
    launch(script, {});
    EXPECT_EQ(clock_->awaitWaiter(), start_ + 20ms);
    clock_->advance(20ms);
    EXPECT_EQ(clock_->awaitWaiter(), start_ + 900ms);
}

TEST_F(CaptureThreadTest, ReadsAnEvenFileNoEarlierThanItIsDue) {
    const auto script = fakeFile(4, 10.0);
    launch(script, {});
    clock_->awaitWaiter();
    EXPECT_EQ(script->reads, 1);
}

TEST_F(CaptureThreadTest, CountsFramesThatComeTooLate) {
    launch(fakeFile(10, 10.0), {});
    clock_->awaitWaiter();
    clock_->advance(350ms);  // frames 1 and 2 were due at 100 and 200 ms, 3 at 300 ms
    EXPECT_EQ(clock_->awaitWaiter(), start_ + 400ms);
    EXPECT_EQ(countShown(), 4U);
    EXPECT_EQ(thread_->counts().late, 2);
}

TEST_F(CaptureThreadTest, DoesNotRaceAfterALongHoldUp) {
    launch(fakeFile(10, 10.0), {});
    clock_->awaitWaiter();
    clock_->advance(60s);
    EXPECT_EQ(clock_->awaitWaiter(), start_ + 60s + 100ms);
    EXPECT_EQ(countShown(), 2U);
    EXPECT_EQ(thread_->counts().late, 1);
}

TEST_F(CaptureThreadTest, CountsALiveFrameAfterAGapAsLate) {
    const auto script = fakeCamera(4, 10.0);
    script->captured = {start_, start_ + 100ms, start_ + 301ms, start_ + 500ms};
    launch(script, {});
    script->blocked.wait(false);
    EXPECT_EQ(thread_->counts().late, 1);
}

TEST_F(CaptureThreadTest, MeasuresTheFrameRate) {
    launch(fakeFile(40, 10.0), {});
    playUntilShown(20);
    clock_->awaitWaiter();
    EXPECT_NEAR(thread_->counts().framesPerSecond, 10.0, 1e-6);
}

TEST_F(CaptureThreadTest, DropsTheOldestFramesOfALiveSourceAndCountsThem) {
    const auto script = fakeCamera(10, 10.0);
    launch(script, {.ringCapacity = 4});
    script->blocked.wait(false);
    const CaptureCounts counts = thread_->counts();
    EXPECT_EQ(counts.captured, 10);
    EXPECT_EQ(counts.dropped, 6);
    EXPECT_EQ(counts.queued, 4);
    EXPECT_EQ(counts.delivered, 0);
    EXPECT_DOUBLE_EQ((*ring_->tryPop())->pts, 0.6);
    EXPECT_EQ(thread_->counts().delivered, 1);
}

TEST_F(CaptureThreadTest, AsFastDropsNothingHoweverSmallTheRing) {
    launch(fakeFile(200, 30.0), {.pacing = Pacing::AsFast, .ringCapacity = 2});
    const std::vector<double> pts = drain();
    EXPECT_EQ(pts.size(), 200U);
    const CaptureCounts counts = thread_->counts();
    EXPECT_EQ(counts.captured, 200);
    EXPECT_EQ(counts.delivered, 200);
    EXPECT_EQ(counts.dropped, 0);
}

TEST_F(CaptureThreadTest, AsFastReadsNoFurtherThanTheRingHasRoom) {
    const auto script = fakeFile(10, 30.0);
    launch(script, {.pacing = Pacing::AsFast, .ringCapacity = 2});
    awaitShown(2);
    ASSERT_TRUE(ring_->pop({}));
    awaitShown(3);
    EXPECT_EQ(script->reads, 3);
}

TEST_F(CaptureThreadTest, AccountsForEveryFrameInEverySnapshot) {
    const auto script = fakeCamera(2000, 30.0);
    launch(script, {.ringCapacity = 3});
    std::jthread consumer([this](std::stop_token stop) {
        while (ring_->pop(stop)) {
        }
    });
    while (!script->blocked) {
        expectAllAccountedFor(thread_->counts());
    }
    expectAllAccountedFor(thread_->counts());
    EXPECT_EQ(thread_->counts().captured, 2000);
}

TEST_F(CaptureThreadTest, ClosesTheRingAndReportsTheOrdinaryEndOnce) {
    launch(fakeFile(3, 10.0), {.pacing = Pacing::AsFast});
    EXPECT_FALSE(awaitEnd().error);
    EXPECT_TRUE(ring_->closed());
    EXPECT_EQ(drain().size(), 3U);
    thread_.reset();
    EXPECT_EQ(countEnds(), 1U);
}

TEST_F(CaptureThreadTest, ReportsASourceThatBreaks) {
    const auto script = fakeFile(2, 10.0);
    script->atEnd = [] {
        throw CaptureError("The camera is gone.", "Expected it.", "Plug it in.");
    };
    launch(script, {.pacing = Pacing::AsFast});
    const CaptureEnd end = awaitEnd();
    ASSERT_TRUE(end.error);
    EXPECT_EQ(end.error->whatHappened(), "The camera is gone.");
    EXPECT_EQ(end.error->whatWasExpected(), "Expected it.");
    EXPECT_EQ(end.error->whatToDo(), "Plug it in.");
    EXPECT_TRUE(ring_->closed());
    EXPECT_EQ(drain().size(), 2U);
}

TEST_F(CaptureThreadTest, ReportsAnExceptionThatNobodyExpected) {
    const auto script = fakeFile(1, 10.0);
    script->atEnd = [] { throw 42; };
    launch(script, {.pacing = Pacing::AsFast});
    expectThreeParts("unknown reason");
}

TEST_F(CaptureThreadTest, ReportsAnExceptionFromTheFrameCallback) {
    inOnFrame_ = [] { throw std::runtime_error("painting failed"); };
    launch(fakeFile(1, 10.0), {.pacing = Pacing::AsFast});
    expectThreeParts("painting failed");
}

TEST_F(CaptureThreadTest, LoopsAFileWithoutAGap) {
    const auto script = fakeFile(3, 10.0);
    launch(script, {.loop = true});
    playUntilShown(4);
    EXPECT_EQ(clock_->now(), start_ + 300ms);
    EXPECT_THAT(awaitShown(4), ElementsAre(0.0, 0.1, 0.2, 0.0));
    EXPECT_TRUE(shown(3)->discontinuity);
    EXPECT_FALSE(shown(2)->discontinuity);
    EXPECT_FALSE(ring_->closed());
}

TEST_F(CaptureThreadTest, TellsOfEachLoopOnceBeforeItsFirstFrame) {
    launch(fakeFile(3, 10.0), {.loop = true});
    playUntilShown(8);
    EXPECT_THAT(loops(), ElementsAre(Loop{.epoch = 1, .shownBefore = 3},
                                     Loop{.epoch = 2, .shownBefore = 6}));
    EXPECT_EQ(shown(2)->epoch, 0);
    EXPECT_EQ(shown(3)->epoch, 1);
    EXPECT_EQ(shown(5)->epoch, 1);
    EXPECT_EQ(shown(6)->epoch, 2);
}

TEST_F(CaptureThreadTest, ALoopOverNothingEnds) {
    launch(fakeFile(0, 10.0), {.loop = true});
    EXPECT_FALSE(awaitEnd().error);
    EXPECT_THAT(loops(), IsEmpty());
}

TEST_F(CaptureThreadTest, ALoopOverAnUnseekableSourceEnds) {
    const auto script = fakeFile(2, 10.0);
    script->description.seekable = false;
    launch(script, {.pacing = Pacing::AsFast, .loop = true});
    EXPECT_FALSE(awaitEnd().error);
}

TEST_F(CaptureThreadTest, StopsWhileASourceIsSilent) {
    const auto script = fakeCamera(1, 10.0);
    launch(script, {});
    script->blocked.wait(false);
    thread_.reset();
    EXPECT_TRUE(ring_->closed());
    EXPECT_EQ(countEnds(), 0U);
}

TEST_F(CaptureThreadTest, StopsWhileAFrameIsNotDueYet) {
    launch(fakeFile(5, 10.0), {});
    clock_->awaitWaiter();
    thread_.reset();
    EXPECT_EQ(countShown(), 1U);
    EXPECT_EQ(countEnds(), 0U);
}

TEST_F(CaptureThreadTest, StopsWhileTheRingIsFull) {
    launch(fakeFile(5, 10.0), {.pacing = Pacing::AsFast, .ringCapacity = 1});
    awaitShown(1);
    thread_.reset();
    EXPECT_TRUE(ring_->closed());
}

TEST_F(CaptureThreadTest, StopsWhilePaused) {
    launch(fakeFile(5, 10.0), {.startPaused = true});
    thread_.reset();
    EXPECT_EQ(countShown(), 0U);
}

TEST_F(CaptureThreadTest, StopsReadingForAConsumerThatClosesTheRing) {
    const auto script = fakeFile(1000, 10.0);
    launch(script, {.pacing = Pacing::AsFast, .ringCapacity = 1});
    awaitShown(1);
    ring_->close();
    thread_.reset();
    EXPECT_LT(script->reads, 1000);
    EXPECT_EQ(countEnds(), 0U);
}

TEST_F(CaptureThreadTest, StartsAndStopsManyTimes) {
    for (int i = 0; i < 50; ++i) {
        launch(fakeFile(5, 10.0),
               {.pacing = i % 2 == 0 ? Pacing::AsFast : Pacing::RealTime, .ringCapacity = 1});
        thread_.reset();
    }
}

}  // namespace
}  // namespace handscope::capture
