// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/strip/StripScale.h"

#include <gtest/gtest.h>

#include <limits>

namespace handscope::ui {
namespace {

class StripScaleTest : public testing::Test {
protected:
    StripScale scale_;

    // 60 s over 600 pixels.
    void SetUp() override {
        scale_.setWidth(600.0);
        scale_.setSpan(100.0, 160.0);
    }
};

TEST_F(StripScaleTest, ASpanNeedNotBeginAtZero) {
    EXPECT_DOUBLE_EQ(scale_.pixelOf(100.0), 0.0);
    EXPECT_DOUBLE_EQ(scale_.pixelOf(130.0), 300.0);
    EXPECT_DOUBLE_EQ(scale_.secondsAt(450.0), 145.0);
    EXPECT_DOUBLE_EQ(scale_.secondsAt(-50.0), 100.0);
}

TEST_F(StripScaleTest, WhereAllIsShownAllOfTheNextSpanIs) {
    scale_.setSpan(101.0, 161.0);
    EXPECT_TRUE(scale_.showsAll());
    EXPECT_DOUBLE_EQ(scale_.shownFrom(), 101.0);
    EXPECT_DOUBLE_EQ(scale_.shownTo(), 161.0);
}

TEST_F(StripScaleTest, WhatIsShownStaysWhileTheSpanMovesOn) {
    scale_.zoom(4.0, 300.0);
    const double from = scale_.shownFrom();
    EXPECT_DOUBLE_EQ(scale_.shownSpan(), 15.0);
    for (int frame = 1; frame <= 300; ++frame) {
        scale_.setSpan(100.0 + frame / 30.0, 160.0 + frame / 30.0);
    }
    EXPECT_NEAR(scale_.shownFrom(), from, 1e-6);
    EXPECT_NEAR(scale_.shownSpan(), 15.0, 1e-6);
    // What has been left behind cannot be shown any more.
    scale_.setSpan(150.0, 210.0);
    EXPECT_NEAR(scale_.shownFrom(), 150.0, 1e-9);
    EXPECT_NEAR(scale_.shownSpan(), 15.0, 1e-6);
}

TEST_F(StripScaleTest, RevealsWithoutScrollingFurtherThanNeeded) {
    scale_.zoom(6.0, 0.0);
    scale_.reveal(115.0, 115.0);
    EXPECT_NEAR(scale_.shownTo(), 115.0, 1e-9);
    scale_.reveal(110.0, 110.0);
    EXPECT_NEAR(scale_.shownTo(), 115.0, 1e-9);
    EXPECT_TRUE(scale_.isShown(105.0));
    EXPECT_FALSE(scale_.isShown(104.0));
}

TEST_F(StripScaleTest, PassesOverTimesThatAreNone) {
    scale_.setSpan(std::numeric_limits<double>::quiet_NaN(), 200.0);
    EXPECT_DOUBLE_EQ(scale_.end(), 160.0);
    scale_.setSpan(200.0, 200.0);
    EXPECT_TRUE(scale_.isEmpty());
}

}  // namespace
}  // namespace handscope::ui
