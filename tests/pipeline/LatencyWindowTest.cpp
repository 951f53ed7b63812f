// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/LatencyWindow.h"

#include <gtest/gtest.h>

namespace handscope::pipeline {
namespace {

TEST(LatencyWindowTest, GivesNearestRankPercentiles) {
    LatencyWindow window(1000);
    for (int i = 100; i >= 1; --i) {
        window.add(i);
    }
    EXPECT_DOUBLE_EQ(window.percentile(0.50), 50.0);
    EXPECT_DOUBLE_EQ(window.percentile(0.95), 95.0);
    EXPECT_DOUBLE_EQ(window.percentile(0.99), 99.0);
    EXPECT_DOUBLE_EQ(window.percentile(1.0), 100.0);
}

TEST(LatencyWindowTest, ForgetsTheOldestSample) {
    LatencyWindow window(2);
    window.add(1000.0);
    window.add(2.0);
    window.add(3.0);
    EXPECT_DOUBLE_EQ(window.percentile(1.0), 3.0);
    EXPECT_EQ(window.size(), 2U);
}

TEST(LatencyWindowTest, GivesZeroWithoutSamples) {
    EXPECT_DOUBLE_EQ(LatencyWindow().percentile(0.5), 0.0);
}

}  // namespace
}  // namespace handscope::pipeline
