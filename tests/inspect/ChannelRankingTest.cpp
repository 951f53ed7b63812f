// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspect/ChannelRanking.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

namespace handscope::app {
namespace {

/// Two frames of three channels of two places: 1 3 | 1 3, −4 −4 | −4 −4, 0 0 | 0 6.
model::FeatureMap threeChannels() {
    return {.point = {"layer4.2", model::Tap::Output},
            .frames = 2,
            .channels = 3,
            .height = 1,
            .width = 2,
            .values = {1, 3, -4, -4, 0, 0, 1, 3, -4, -4, 0, 6}};
}

TEST(ChannelRankingTest, ByNumberTheyStandAsInTheCheckpoint) {
    EXPECT_EQ(rankChannels(threeChannels(), ChannelOrder::Number),
              (std::vector<RankedChannel>{{0, 0.0F}, {1, 1.0F}, {2, 2.0F}}));
}

TEST(ChannelRankingTest, EnergyIsTheMeanSquareOverFramesAndPlaces) {
    EXPECT_EQ(rankChannels(threeChannels(), ChannelOrder::Energy),
              (std::vector<RankedChannel>{{1, 16.0F}, {2, 9.0F}, {0, 5.0F}}));
}

TEST(ChannelRankingTest, AChannelThatNeverChangesHasNoVariance) {
    EXPECT_EQ(rankChannels(threeChannels(), ChannelOrder::Variance),
              (std::vector<RankedChannel>{{2, 6.75F}, {0, 1.0F}, {1, 0.0F}}));
}

TEST(ChannelRankingTest, ContributionIsWeightTimesMeanWithItsSign) {
    const std::vector<float> weights{-1.0F, -0.5F, 0.2F};
    const auto ranked = rankChannels(threeChannels(), ChannelOrder::Contribution, weights);
    ASSERT_EQ(ranked.size(), 3U);
    EXPECT_EQ(ranked[0], (RankedChannel{1, 2.0F}));
    EXPECT_EQ(ranked[1].channel, 2);
    EXPECT_FLOAT_EQ(ranked[1].measure, 0.3F);
    EXPECT_EQ(ranked[2], (RankedChannel{0, -2.0F}));
}

TEST(ChannelRankingTest, ContributionsAddUpToTheLogitWithoutItsBias) {
    const std::vector<float> weights{0.5F, 0.25F, -2.0F};
    float sum = 0.0F;
    for (const auto& ranked : rankChannels(threeChannels(), ChannelOrder::Contribution, weights)) {
        sum += ranked.measure;
    }
    EXPECT_FLOAT_EQ(sum, 0.5F * 2.0F + 0.25F * -4.0F - 2.0F * 1.5F);
}

TEST(ChannelRankingTest, RefusesWeightsOfAnotherLayer) {
    EXPECT_THROW(rankChannels(threeChannels(), ChannelOrder::Contribution, std::vector<float>(2)),
                 std::invalid_argument);
    EXPECT_THROW(rankChannels(threeChannels(), ChannelOrder::Contribution), std::invalid_argument);
}

TEST(ChannelRankingTest, EqualMeasuresStandByNumberAndThoseThatAreNoneLast) {
    model::FeatureMap map = threeChannels();
    map.values = {std::nanf(""), 0, 2, 2, 2, 2, 0, 0, 2, 2, 2, 2};
    const auto ranked = rankChannels(map, ChannelOrder::Energy);
    EXPECT_EQ(ranked[0].channel, 1);
    EXPECT_EQ(ranked[1].channel, 2);
    EXPECT_EQ(ranked[2].channel, 0);
}

}  // namespace
}  // namespace handscope::app
