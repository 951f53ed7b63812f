// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/Percentile.h"

#include <gtest/gtest.h>

namespace handscope::pipeline {
namespace {

TEST(PercentileTest, IsTheNearestRank) {
    const std::vector<double> values{5, 1, 4, 2, 3};
    EXPECT_DOUBLE_EQ(percentile(values, 0.5), 3);
    EXPECT_DOUBLE_EQ(percentile(values, 0.95), 5);
    EXPECT_DOUBLE_EQ(percentile(values, 0.2), 1);
    EXPECT_DOUBLE_EQ(percentile(values, 1.0), 5);
    EXPECT_DOUBLE_EQ(percentile({}, 0.5), 0);
}

TEST(PercentileTest, MedianOfAnEvenNumberLiesBetween) {
    EXPECT_DOUBLE_EQ(median({4, 1, 3, 2}), 2.5);
    EXPECT_DOUBLE_EQ(median({9, 1, 3}), 3);
    EXPECT_DOUBLE_EQ(median({}), 0);
}

}  // namespace
}  // namespace handscope::pipeline
