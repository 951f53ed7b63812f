// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/capture/CaptureThreadFixture.h"

namespace handscope::capture {
namespace {

using namespace std::chrono_literals;
using testing::DoubleEq;
using testing::ElementsAre;
using testing::IsEmpty;

/// Pause, step and seek.
class CaptureThreadControlsTest : public CaptureThreadFixture {};

TEST_F(CaptureThreadControlsTest, APauseHoldsTheFramesAndShiftsWhatFollows) {
    launch(fakeFile(5, 10.0), {});
    clock_->awaitWaiter();
    clock_->advance(30ms);
    thread_->setPaused(true);
    EXPECT_TRUE(thread_->paused());
    clock_->advance(10s);
    thread_->setPaused(false);
    EXPECT_EQ(clock_->awaitWaiter(), start_ + 10s + 100ms);
    EXPECT_EQ(countShown(), 1U);
    EXPECT_EQ(thread_->counts().late, 0);
}

TEST_F(CaptureThreadControlsTest, ShowsNothingWhenStartedPaused) {
    launch(fakeFile(5, 10.0), {.startPaused = true});
    clock_->advance(10s);
    thread_->setPaused(false);
    EXPECT_EQ(clock_->awaitWaiter(), start_ + 10s + 100ms);
    EXPECT_EQ(countShown(), 1U);
}

TEST_F(CaptureThreadControlsTest, EachStepShowsOneFrame) {
    launch(fakeFile(5, 10.0), {.startPaused = true});
    thread_->step();
    awaitShown(1);
    thread_->step();
    thread_->step();
    EXPECT_THAT(awaitShown(3), ElementsAre(0.0, 0.1, 0.2));
    thread_.reset();
    EXPECT_EQ(countShown(), 3U);
}

TEST_F(CaptureThreadControlsTest, PlaysOnFromAStepAtTheFilesOwnPace) {
    launch(fakeFile(5, 10.0), {.startPaused = true});
    clock_->advance(1s);
    thread_->step();
    awaitShown(1);
    clock_->advance(7s);
    thread_->setPaused(false);
    EXPECT_EQ(clock_->awaitWaiter(), start_ + 8s + 100ms);
}

TEST_F(CaptureThreadControlsTest, AStepWhilePlayingDoesNothing) {
    launch(fakeFile(5, 10.0), {});
    clock_->awaitWaiter();
    thread_->step();
    EXPECT_EQ(clock_->awaitWaiter(), start_ + 100ms);
    EXPECT_EQ(countShown(), 1U);
}

TEST_F(CaptureThreadControlsTest, AStepOverTheLastFrameEndsTheRun) {
    launch(fakeFile(1, 10.0), {.startPaused = true});
    thread_->step();
    awaitShown(1);
    thread_->step();
    EXPECT_FALSE(awaitEnd().error);
}

TEST_F(CaptureThreadControlsTest, ASeekPlaysOnFromTheFrameAskedForAtOnce) {
    const auto script = fakeFile(100, 10.0);
    launch(script, {});
    clock_->awaitWaiter();
    thread_->seek(5.05);
    EXPECT_THAT(awaitShown(2), ElementsAre(0.0, DoubleEq(5.0)));
    EXPECT_TRUE(shown(1)->discontinuity);
    EXPECT_EQ(clock_->awaitWaiter(), start_ + 100ms);
    EXPECT_EQ(script->seeks, 1);
}

TEST_F(CaptureThreadControlsTest, ASeekClearsTheRingAndCountsWhatItHeld) {
    launch(fakeFile(100, 10.0), {});
    playUntilShown(4);
    clock_->awaitWaiter();
    thread_->seek(5.0);
    awaitShown(5);
    clock_->awaitWaiter();
    const CaptureCounts counts = thread_->counts();
    EXPECT_EQ(counts.dropped, 4);
    EXPECT_EQ(counts.queued, 1);
    expectAllAccountedFor(counts);
}

TEST_F(CaptureThreadControlsTest, ASeekGivesUpTheFrameThatWaitsToBeShownAndCountsIt) {
    const auto script = fakeFile(3, 10.0);
    script->description.frameRate = 0.0;  // uneven: the next frame is read ahead
    launch(script, {});
    clock_->awaitWaiter();
    ASSERT_EQ(script->reads, 2);
    thread_->seek(0.2);
    awaitShown(2);
    EXPECT_FALSE(awaitEnd().error);
    const CaptureCounts counts = thread_->counts();
    EXPECT_EQ(counts.captured, 3);
    EXPECT_EQ(counts.dropped, 2);
    EXPECT_EQ(counts.queued, 1);
}

TEST_F(CaptureThreadControlsTest, AStepOverTheLastFrameIsALoopWhereItLoops) {
    launch(fakeFile(1, 10.0), {.loop = true, .startPaused = true});
    thread_->step();
    awaitShown(1);
    thread_->step();
    awaitShown(2);
    EXPECT_THAT(loops(), ElementsAre(Loop{.epoch = 1, .shownBefore = 1}));
}

TEST_F(CaptureThreadControlsTest, ASeekAfterTheEndIsNoLoop) {
    const auto script = fakeFile(1, 10.0);
    script->atEnd = [this] { thread_->seek(0.0); };
    launch(script, {.loop = true, .startPaused = true});
    thread_->step();
    awaitShown(1);
    thread_->step();
    EXPECT_THAT(awaitShown(2), ElementsAre(0.0, 0.0));
    EXPECT_EQ(shown(1)->epoch, 1);
    EXPECT_EQ(script->seeks, 1);
    EXPECT_THAT(loops(), IsEmpty());
}

TEST_F(CaptureThreadControlsTest, ASeekBeforeTheFirstFrameOfALoopIsNoLoop) {
    const auto script = fakeFile(2, 10.0);
    script->description.frameRate = 0.0;  // uneven: the next frame is read ahead
    launch(script, {.loop = true});
    playUntilShown(2);
    EXPECT_EQ(clock_->awaitWaiter(), start_ + 200ms);
    EXPECT_EQ(script->seeks, 1) << "it has begun anew";
    thread_->seek(0.1);
    EXPECT_THAT(awaitShown(3), ElementsAre(0.0, DoubleEq(0.1), DoubleEq(0.1)));
    EXPECT_THAT(loops(), IsEmpty());
}

TEST_F(CaptureThreadControlsTest, ASeekWhilePausedShowsOneFrame) {
    launch(fakeFile(100, 10.0), {.startPaused = true});
    thread_->seek(3.0);
    awaitShown(1);
    thread_->seek(1.0);
    EXPECT_THAT(awaitShown(2), ElementsAre(DoubleEq(3.0), DoubleEq(1.0)));
    EXPECT_TRUE(thread_->paused());
    thread_.reset();
    EXPECT_EQ(countShown(), 2U);
}

TEST_F(CaptureThreadControlsTest, ASeekTakesEffectWhileTheRingIsFull) {
    launch(fakeFile(100, 10.0), {.pacing = Pacing::AsFast, .ringCapacity = 1});
    awaitShown(1);
    thread_->seek(9.0);
    EXPECT_THAT(awaitShown(2), ElementsAre(0.0, DoubleEq(9.0)));
}

TEST_F(CaptureThreadControlsTest, APauseTakesEffectWhileTheRingIsFull) {
    launch(fakeFile(100, 10.0), {.pacing = Pacing::AsFast, .ringCapacity = 1});
    awaitShown(1);
    thread_->setPaused(true);
    ASSERT_TRUE(ring_->pop({}));
    thread_->step();
    awaitShown(2);
    ASSERT_TRUE(ring_->pop({}));
    thread_->setPaused(false);
    awaitShown(3);
}

TEST_F(CaptureThreadControlsTest, ALiveSourceIgnoresPauseStepAndSeek) {
    const auto script = fakeCamera(3, 10.0);
    launch(script, {.startPaused = true});
    thread_->setPaused(true);
    thread_->step();
    thread_->seek(0.0);
    script->blocked.wait(false);
    EXPECT_FALSE(thread_->paused());
    EXPECT_EQ(countShown(), 3U);
    EXPECT_EQ(script->seeks, 0);
}

TEST_F(CaptureThreadControlsTest, AnUnseekableFileIgnoresASeek) {
    const auto script = fakeFile(2, 10.0);
    script->description.seekable = false;
    launch(script, {.startPaused = true});
    thread_->seek(0.1);
    thread_->step();
    EXPECT_THAT(awaitShown(1), ElementsAre(0.0));
}

TEST_F(CaptureThreadControlsTest, ControlsAfterTheEndDoNothing) {
    const auto script = fakeFile(1, 10.0);
    launch(script, {.pacing = Pacing::AsFast});
    awaitEnd();
    thread_->seek(0.0);
    thread_->setPaused(true);
    thread_->step();
    EXPECT_EQ(countShown(), 1U);
    EXPECT_EQ(script->seeks, 0);
}

}  // namespace
}  // namespace handscope::capture
