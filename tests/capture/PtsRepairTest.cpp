// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/PtsRepair.h"

#include <gtest/gtest.h>

namespace handscope::capture {
namespace {

class PtsRepairTest : public testing::Test {
protected:
    PtsRepair repair_{0.1};

    double next(std::optional<double> pts, std::optional<double> guess = std::nullopt) {
        return repair_.next(pts, guess).pts;
    }
};

TEST_F(PtsRepairTest, ChangesNoPtsThatGrows) {
    for (const double pts : {-2.0, -1.9, 0.0, 0.001, 7.0}) {
        EXPECT_EQ(next(pts, 99.0), pts);
    }
}

TEST_F(PtsRepairTest, TakesTheDecodersGuessForAMissingPts) {
    EXPECT_EQ(next(std::nullopt, 0.5), 0.5);
    EXPECT_EQ(next(std::nullopt, 0.6), 0.6);
}

TEST_F(PtsRepairTest, CountsOnByAPeriodWithoutAnyHint) {
    EXPECT_EQ(next(std::nullopt), 0.0);
    EXPECT_DOUBLE_EQ(next(std::nullopt), 0.1);
    EXPECT_DOUBLE_EQ(next(std::nullopt), 0.2);
    EXPECT_EQ(next(0.3), 0.3);
}

TEST_F(PtsRepairTest, NudgesADuplicateAndLeavesTheNextAlone) {
    next(1.0);
    EXPECT_DOUBLE_EQ(next(1.0, 1.0), 1.05);
    EXPECT_EQ(next(1.1), 1.1);
}

TEST_F(PtsRepairTest, TakesTheGuessForADuplicateWhereItGrows) {
    next(1.0);
    EXPECT_EQ(next(1.0, 1.1), 1.1);
}

TEST_F(PtsRepairTest, NudgesASmallStepBack) {
    next(1.0);
    const FrameTime time = repair_.next(0.7, std::nullopt);
    EXPECT_DOUBLE_EQ(time.pts, 1.05);
    EXPECT_FALSE(time.discontinuity);
}

TEST_F(PtsRepairTest, StartsAnewAfterALargeStepBack) {
    next(100.0);
    const FrameTime time = repair_.next(0.0, 0.0);
    EXPECT_EQ(time.pts, 0.0);
    EXPECT_TRUE(time.discontinuity);
    EXPECT_EQ(next(0.1), 0.1);
}

TEST_F(PtsRepairTest, StartsWhereARestartSays) {
    next(100.0);
    repair_.restart(3.0);
    const FrameTime time = repair_.next(std::nullopt, std::nullopt);
    EXPECT_EQ(time.pts, 3.0);
    EXPECT_FALSE(time.discontinuity);
}

}  // namespace
}  // namespace handscope::capture
