// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/LearningRate.h"

#include <gtest/gtest.h>

#include <cmath>

namespace handscope::training {
namespace {

class LearningRateTest : public ::testing::Test {
protected:
    LearningRate rate{.peak = 0.01};
};

TEST_F(LearningRateTest, IsConstantWithoutMilestones) {
    EXPECT_DOUBLE_EQ(rate.at(0), 0.01);
    EXPECT_DOUBLE_EQ(rate.at(1'000'000), 0.01);
}

TEST_F(LearningRateTest, DropsToATenthAtEachMilestoneOfThePaper) {
    rate.milestones = {3000, 4000, 4500};
    EXPECT_DOUBLE_EQ(rate.at(2999), 0.01);
    EXPECT_DOUBLE_EQ(rate.at(3000), 0.001);
    EXPECT_DOUBLE_EQ(rate.at(3999), 0.001);
    EXPECT_NEAR(rate.at(4000), 1e-4, 1e-16);
    EXPECT_NEAR(rate.at(4999), 1e-5, 1e-17);
}

TEST_F(LearningRateTest, TakesAnotherFactor) {
    rate.milestones = {10};
    rate.milestoneFactor = 0.5;
    EXPECT_DOUBLE_EQ(rate.at(10), 0.005);
}

TEST_F(LearningRateTest, WarmsUpInAStraightLine) {
    for (const auto shape : {LearningRate::Shape::Steps, LearningRate::Shape::Cosine}) {
        rate.shape = shape;
        rate.warmUpSteps = 10;
        rate.totalSteps = 100;
        EXPECT_DOUBLE_EQ(rate.at(0), 0.0);
        EXPECT_DOUBLE_EQ(rate.at(1), 0.001);
        EXPECT_DOUBLE_EQ(rate.at(5), 0.005);
        EXPECT_DOUBLE_EQ(rate.at(10), 0.01);
    }
}

TEST_F(LearningRateTest, FollowsHalfACosineAfterTheWarmUp) {
    rate.shape = LearningRate::Shape::Cosine;
    rate.warmUpSteps = 20;
    rate.totalSteps = 140;
    EXPECT_DOUBLE_EQ(rate.at(20), 0.01);
    EXPECT_NEAR(rate.at(20 + 30), 0.01 * (0.5 + std::sqrt(2.0) / 4.0), 1e-12);  // at 45 degrees
    EXPECT_NEAR(rate.at(20 + 40), 0.0075, 1e-12);                               // at 60
    EXPECT_NEAR(rate.at(20 + 60), 0.005, 1e-12);                                // at 90
    EXPECT_NEAR(rate.at(20 + 80), 0.0025, 1e-12);                               // at 120
    EXPECT_GT(rate.at(139), 0.0);
    EXPECT_DOUBLE_EQ(rate.at(140), 0.0);
    EXPECT_DOUBLE_EQ(rate.at(500), 0.0);
}

TEST_F(LearningRateTest, ACosineOfNoStepsOrWarmUpAloneIsFinite) {
    rate.shape = LearningRate::Shape::Cosine;
    EXPECT_DOUBLE_EQ(rate.at(0), 0.0);
    rate.warmUpSteps = 10;
    rate.totalSteps = 10;
    EXPECT_DOUBLE_EQ(rate.at(9), 0.009);
    EXPECT_DOUBLE_EQ(rate.at(10), 0.0);
}

}  // namespace
}  // namespace handscope::training
