// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/Pacer.h"

#include <gtest/gtest.h>

#include <limits>

namespace handscope::capture {
namespace {

using namespace std::chrono_literals;

class PacerTest : public testing::Test {
protected:
    const Pacer::Moment start_{1h};
    Pacer pacer_{0.1};

    /// Shows a frame when it is due.
    void showOnTime(double pts) {
        const auto due = pacer_.due(pts, false, start_);
        EXPECT_FALSE(pacer_.shown(pts, due, due));
    }
};

TEST_F(PacerTest, FirstFrameIsDueAtOnceWhateverItsPts) {
    EXPECT_EQ(pacer_.due(-3.5, false, start_), start_);
    EXPECT_EQ(pacer_.nextDue(), std::nullopt);
}

TEST_F(PacerTest, LaterFramesAreDueByTheirPts) {
    showOnTime(-3.5);
    EXPECT_EQ(pacer_.due(-3.25, false, start_ + 5ms), start_ + 250ms);
    EXPECT_EQ(pacer_.nextDue(), start_ + 100ms);
}

TEST_F(PacerTest, DoesNotGuessAheadWhereFramesComeUnevenly) {
    Pacer uneven(0.0);
    uneven.shown(0.0, start_, start_);
    uneven.shown(0.5, start_ + 500ms, start_ + 500ms);
    EXPECT_EQ(uneven.nextDue(), std::nullopt);
}

TEST_F(PacerTest, LateIsMoreThanOnePeriodAfterDue) {
    showOnTime(0.0);
    EXPECT_FALSE(pacer_.shown(0.1, start_ + 100ms, start_ + 200ms));
    EXPECT_TRUE(pacer_.shown(0.2, start_ + 200ms, start_ + 301ms));
}

TEST_F(PacerTest, CatchesUpAfterASmallDelay) {
    showOnTime(0.0);
    pacer_.shown(0.1, start_ + 100ms, start_ + 500ms);
    EXPECT_EQ(pacer_.due(0.2, false, start_ + 500ms), start_ + 200ms);
}

TEST_F(PacerTest, GoesOnFromNowAfterMoreThanHalfASecond) {
    showOnTime(0.0);
    EXPECT_TRUE(pacer_.shown(0.1, start_ + 100ms, start_ + 9s));
    EXPECT_EQ(pacer_.due(0.2, false, start_ + 9s), start_ + 9100ms);
}

TEST_F(PacerTest, ABreakInTimeFollowsAfterOnePeriod) {
    showOnTime(7.0);
    EXPECT_EQ(pacer_.due(0.0, true, start_), start_ + 100ms);
}

TEST_F(PacerTest, ShiftsByAPause) {
    showOnTime(0.0);
    pacer_.shift(3s);
    EXPECT_EQ(pacer_.due(0.1, false, start_), start_ + 3100ms);
}

TEST_F(PacerTest, CountsOnFromAStep) {
    showOnTime(0.0);
    pacer_.shownOutOfTurn(0.1, start_ + 4s);
    EXPECT_EQ(pacer_.due(0.2, false, start_ + 4s), start_ + 4100ms);
}

TEST_F(PacerTest, RestartForgetsThePast) {
    showOnTime(0.0);
    pacer_.restart();
    EXPECT_EQ(pacer_.due(55.0, false, start_ + 1s), start_ + 1s);
}

TEST_F(PacerTest, WaitsTenSecondsAtMost) {
    showOnTime(0.0);
    EXPECT_EQ(pacer_.due(9.5, false, start_), start_ + 9500ms);
    EXPECT_EQ(pacer_.due(20'000.0, false, start_), start_ + 10s);
    pacer_.shown(20'000.0, start_ + 10s, start_ + 10s);
    EXPECT_EQ(pacer_.due(20'000.25, false, start_ + 10s), start_ + 10'250ms);
}

TEST_F(PacerTest, SurvivesALyingPts) {
    showOnTime(0.0);
    EXPECT_EQ(pacer_.due(std::numeric_limits<double>::max(), false, start_), start_ + 10s);
    EXPECT_EQ(pacer_.due(-1e300, false, start_), start_);
}

}  // namespace
}  // namespace handscope::capture
