// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspect/ValueHistogram.h"

#include <gtest/gtest.h>

#include <limits>
#include <numeric>
#include <random>
#include <stdexcept>

namespace handscope::app {
namespace {

TEST(ValueHistogramTest, CountsValuesInEqualBins) {
    const std::vector<float> values{0.0F, 0.4F, 0.5F, 1.0F, 1.9F, 2.0F};
    const auto histogram = histogramOf(values, 4, {0.0F, 2.0F});
    EXPECT_EQ(histogram.counts, (std::vector<std::int64_t>{2, 1, 1, 2}))
        << "a bin holds its lower end, the last one both";
    EXPECT_EQ(histogram.below + histogram.above + histogram.notFinite, 0);
    EXPECT_NEAR(histogram.mean, 5.8 / 6.0, 1e-6);
    EXPECT_EQ(histogram.lowest, 0.0F);
    EXPECT_EQ(histogram.highest, 2.0F);
    EXPECT_NEAR(histogram.zeroShare, 1.0 / 6.0, 1e-12);
}

TEST(ValueHistogramTest, KeepsWhatLiesOutsideApart) {
    const float infinity = std::numeric_limits<float>::infinity();
    const std::vector<float> values{-3.0F, 0.5F, 7.0F, 8.0F, infinity, std::nanf("")};
    const auto histogram = histogramOf(values, 2, {0.0F, 1.0F});
    EXPECT_EQ(histogram.counts, (std::vector<std::int64_t>{0, 1}));
    EXPECT_EQ(histogram.below, 1);
    EXPECT_EQ(histogram.above, 2);
    EXPECT_EQ(histogram.notFinite, 2);
    EXPECT_EQ(histogram.lowest, -3.0F);
    EXPECT_EQ(histogram.highest, 8.0F);
    EXPECT_NEAR(histogram.mean, 12.5 / 4.0, 1e-6);
}

TEST(ValueHistogramTest, LosesNoValueAtAnyEdge) {
    std::mt19937 random(7);
    std::normal_distribution<float> normal;
    std::vector<float> values(10'000);
    for (float& value : values) {
        value = normal(random);
    }
    const ValueRange range = rangeOf(values, ColourMap::Viridis);
    const auto histogram = histogramOf(values, 37, range);
    EXPECT_EQ(histogram.below + histogram.above, 0);
    EXPECT_EQ(std::accumulate(histogram.counts.begin(), histogram.counts.end(), std::int64_t{0}),
              10'000);
}

TEST(ValueHistogramTest, OfNothingIsAllZero) {
    const auto histogram = histogramOf({}, 3, {0.0F, 1.0F});
    EXPECT_EQ(histogram.counts, (std::vector<std::int64_t>{0, 0, 0}));
    EXPECT_EQ(histogram.mean, 0.0);
    EXPECT_EQ(histogram.zeroShare, 0.0);
}

TEST(ValueHistogramTest, RefusesNoBinsAndNoRange) {
    EXPECT_THROW(histogramOf({}, 0, {0.0F, 1.0F}), std::invalid_argument);
    EXPECT_THROW(histogramOf({}, 3, {1.0F, 1.0F}), std::invalid_argument);
    EXPECT_THROW(histogramOf({}, 3, {std::nanf(""), 1.0F}), std::invalid_argument);
}

}  // namespace
}  // namespace handscope::app
