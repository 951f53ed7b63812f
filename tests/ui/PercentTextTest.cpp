// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/PercentText.h"

#include <gtest/gtest.h>

#include <limits>

namespace handscope::ui {
namespace {

TEST(PercentTextTest, RoundsToWholePercent) {
    EXPECT_EQ(percentOf(0.004), 0);
    EXPECT_EQ(percentOf(0.126), 13);
    EXPECT_EQ(percentText(0.97).toStdString(), "97 %");
}

TEST(PercentTextTest, StaysBetweenNothingAndAll) {
    EXPECT_EQ(percentOf(-0.2), 0);
    EXPECT_EQ(percentOf(1.7), 100);
    EXPECT_EQ(shareOf(std::numeric_limits<double>::infinity()), 0.0);
    EXPECT_EQ(percentOf(std::numeric_limits<double>::quiet_NaN()), 0);
}

}  // namespace
}  // namespace handscope::ui
