// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/RunClock.h"

#include <gtest/gtest.h>

#include "model/training/RunControl.h"

namespace handscope::training {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

class RunClockTest : public ::testing::Test {
protected:
    RunClock::Moment now_{std::chrono::hours(1)};

    RunClock clockAt(std::int64_t step, double secondsBefore) {
        return RunClock(step, secondsBefore, [this] { return now_; });
    }
};

TEST_F(RunClockTest, AddsUpTheSecondsOfAllResumptions) {
    const RunClock clock = clockAt(100, 40.0);
    EXPECT_DOUBLE_EQ(clock.seconds(), 40.0);
    now_ += milliseconds(2500);
    EXPECT_DOUBLE_EQ(clock.seconds(), 42.5);
}

TEST_F(RunClockTest, TellsOnceAWhile) {
    RunClock clock = clockAt(0, 0.0);
    now_ += kBetweenProgress;
    EXPECT_FALSE(clock.tellIsDue());
    now_ += milliseconds(1);
    EXPECT_TRUE(clock.tellIsDue());
    clock.told();
    EXPECT_FALSE(clock.tellIsDue());
    now_ += kBetweenProgress + milliseconds(1);
    EXPECT_TRUE(clock.tellIsDue());
}

TEST_F(RunClockTest, SavesAsOftenAsAskedFor) {
    RunClock clock = clockAt(0, 0.0);
    EXPECT_FALSE(clock.saveIsDue(0));
    now_ += minutes(5);
    EXPECT_FALSE(clock.saveIsDue(5));
    EXPECT_TRUE(clock.saveIsDue(4));
    now_ += milliseconds(1);
    EXPECT_TRUE(clock.saveIsDue(5));
    clock.saved();
    EXPECT_FALSE(clock.saveIsDue(5));
    EXPECT_TRUE(clock.tellIsDue()) << "of its own";
}

TEST_F(RunClockTest, TellsTheSpeedOfTheStepsSinceItWentOn) {
    const RunClock clock = clockAt(100, 1000.0);
    now_ += seconds(20);
    EXPECT_EQ(clock.speedText(16, 110, 210), "8.0 clips/s, 3 min 20 s left");
    EXPECT_EQ(clock.speedText(16, 110, 110), "8.0 clips/s, 0 s left");
}

TEST_F(RunClockTest, KnowsNoSpeedBeforeTheFirstStep) {
    const RunClock clock = clockAt(100, 1000.0);
    now_ += seconds(20);
    EXPECT_EQ(clock.speedText(16, 100, 210), "speed not known yet");
}

}  // namespace
}  // namespace handscope::training
