// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/DecisionLayer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace handscope::pipeline {
namespace {

const std::vector<std::string> kLabels{"Swiping Left", "Thumb Up", "No gesture",
                                       "Doing other things"};

std::vector<float> scores(float left, float thumb, float none = 0.0F) {
    return {left, thumb, none, 1.0F - left - thumb - none};
}

class DecisionLayerTest : public ::testing::Test {
protected:
    DecisionLayer layer{kLabels, {}};
    double end = 2.0;
    std::vector<GestureEvent> fired;
    std::vector<GestureEvent> ended;

    /// Pushes the same scores for `count` windows, a quarter of a second apart.
    Decision push(const std::vector<float>& values, int count = 1) {
        Decision decision;
        for (int i = 0; i < count; ++i) {
            decision = layer.push(end - 2.0, end, values);
            fired.insert(fired.end(), decision.fired.begin(), decision.fired.end());
            ended.insert(ended.end(), decision.ended.begin(), decision.ended.end());
            end += 0.25;
        }
        return decision;
    }
};

TEST_F(DecisionLayerTest, AveragesTheWindowsOfTheLastSecond) {
    push(scores(0.0F, 0.0F), 3);
    EXPECT_FLOAT_EQ(push(scores(0.8F, 0.0F)).smoothed[0], 0.2F);  // 4 windows end within 1 s
    EXPECT_FLOAT_EQ(push(scores(0.8F, 0.0F)).smoothed[0], 0.4F);
    EXPECT_FLOAT_EQ(push(scores(0.8F, 0.0F), 2).smoothed[0], 0.8F);
}

TEST_F(DecisionLayerTest, FiresOnceTheTopClassHasLedForAQuarterOfASecond) {
    push(scores(0.9F, 0.0F));
    EXPECT_TRUE(fired.empty());
    push(scores(0.9F, 0.0F));
    ASSERT_EQ(fired.size(), 1U);
    EXPECT_EQ(fired[0].label, "Swiping Left");
    EXPECT_DOUBLE_EQ(fired[0].start, 0.0);  // of the first window that met the conditions
    EXPECT_DOUBLE_EQ(fired[0].fired, 2.25);
    EXPECT_EQ(fired[0].runnerUp, "Doing other things");
    push(scores(0.9F, 0.0F), 20);
    EXPECT_EQ(fired.size(), 1U) << "an event must not fire again before it is re-armed";
}

TEST_F(DecisionLayerTest, DoesNotFireBelowTheOnThreshold) {
    push(scores(0.59F, 0.0F), 12);
    EXPECT_TRUE(fired.empty());
}

TEST_F(DecisionLayerTest, DoesNotFireWithoutTheMargin) {
    layer.setSettings({.onThreshold = 0.4});
    push(scores(0.5F, 0.4F), 12);
    EXPECT_TRUE(fired.empty());
    push(scores(0.6F, 0.4F), 12);
    EXPECT_EQ(fired.size(), 1U);
}

TEST_F(DecisionLayerTest, ASingleHighWindowDoesNotFire) {
    push(scores(0.0F, 0.0F), 4);
    push(scores(1.0F, 0.0F));
    push(scores(0.0F, 0.0F), 8);
    EXPECT_TRUE(fired.empty());
}

TEST_F(DecisionLayerTest, NeverFiresTheClassesThatMeanNoGesture) {
    push(scores(0.0F, 0.0F, 1.0F), 10);
    push(scores(0.0F, 0.0F, 0.0F), 10);  // "Doing other things" at 1
    EXPECT_TRUE(fired.empty());
}

TEST_F(DecisionLayerTest, EndsTheSegmentWithTheLastWindowAboveTheOffThreshold) {
    push(scores(0.9F, 0.0F), 4);  // ends 2.0 … 2.75
    push(scores(0.0F, 0.0F), 4);  // averages 0.675, 0.45, 0.225, 0
    ASSERT_EQ(ended.size(), 1U);
    EXPECT_TRUE(ended[0].closed);
    EXPECT_DOUBLE_EQ(ended[0].start, 0.0);
    EXPECT_DOUBLE_EQ(ended[0].end, 3.25);  // the window with 0.45
    EXPECT_FLOAT_EQ(ended[0].peakScore, 0.9F);
    EXPECT_NEAR(ended[0].meanScore, (4 * 0.9 + 0.675 + 0.45) / 6, 1e-6);
}

TEST_F(DecisionLayerTest, FiresAgainAfterItFellBelowTheOffThreshold) {
    push(scores(0.9F, 0.0F), 4);
    push(scores(0.0F, 0.0F), 6);
    push(scores(0.9F, 0.0F), 6);
    ASSERT_EQ(fired.size(), 2U);
    EXPECT_EQ(fired[0].id + 1, fired[1].id);
}

TEST_F(DecisionLayerTest, DoesNotReArmBetweenTheThresholds) {
    push(scores(0.9F, 0.0F), 4);
    push(scores(0.4F, 0.0F), 12);
    push(scores(0.9F, 0.0F), 12);
    EXPECT_EQ(fired.size(), 1U);
}

TEST_F(DecisionLayerTest, HoldsBackOtherEventsForTheHold) {
    layer.setSettings({.averaging = 0.0, .hold = 1.0});
    push(scores(0.9F, 0.0F), 2);  // fires at 2.25
    push(scores(0.0F, 0.9F), 10);
    ASSERT_EQ(fired.size(), 2U);
    EXPECT_DOUBLE_EQ(fired[1].fired, 3.25);
    EXPECT_DOUBLE_EQ(fired[1].start, 0.5) << "the segment begins where the class began to lead";
}

TEST_F(DecisionLayerTest, ShowsAFiredClassWhileItIsHeldOrActive) {
    layer.setSettings({.averaging = 0.0, .hold = 1.0});
    EXPECT_FALSE(push(scores(0.9F, 0.0F)).shownClass);
    EXPECT_EQ(push(scores(0.9F, 0.0F)).shownClass, 0);     // fires at 2.25
    EXPECT_EQ(push(scores(0.0F, 0.0F), 3).shownClass, 0);  // until 3.25
    EXPECT_FALSE(push(scores(0.0F, 0.0F)).shownClass);
}

TEST_F(DecisionLayerTest, ShowsAnEarlierClassThatOutlastsALaterOne) {
    layer.setSettings({.averaging = 0.0, .margin = 0.1, .hold = 0.5});
    push(scores(0.9F, 0.0F), 2);  // the first fires
    push(scores(0.32F, 0.62F), 2);
    ASSERT_EQ(fired.size(), 2U);
    EXPECT_EQ(push(scores(0.7F, 0.1F)).shownClass, 1) << "held";
    EXPECT_EQ(push(scores(0.7F, 0.1F), 4).shownClass, 0) << "its event goes on";
    EXPECT_FALSE(push(scores(0.1F, 0.1F)).shownClass);
}

TEST_F(DecisionLayerTest, UsesAThresholdOfItsOwnForAClass) {
    layer.setSettings({.onThresholds = {{"Swiping Left", 0.95}}});
    push(scores(0.9F, 0.0F), 8);
    EXPECT_TRUE(fired.empty());
    layer.setSettings({.onThresholds = {{"Swiping Left", 0.85}}});
    push(scores(0.9F, 0.0F), 2);
    EXPECT_EQ(fired.size(), 1U);
}

TEST_F(DecisionLayerTest, AClassThatFiresBelowTheOffThresholdEndsBelowItsOwn) {
    layer.setSettings({.margin = 0.0, .onThresholds = {{"Swiping Left", 0.2}}});
    push(scores(0.28F, 0.24F, 0.24F), 12);  // the off threshold is 0.3
    EXPECT_EQ(fired.size(), 1U) << "not one after the other";
    EXPECT_TRUE(ended.empty());
    push(scores(0.1F, 0.3F, 0.3F), 4);
    EXPECT_EQ(ended.size(), 1U);
}

TEST_F(DecisionLayerTest, FiresOnTheOneWindowOfAShortRecording) {
    const Decision decision = layer.push(0.0, 0.8, scores(0.9F, 0.0F), /*wholeRecording=*/true);
    ASSERT_EQ(decision.fired.size(), 1U);
    const auto last = layer.finish();
    EXPECT_THAT(last.fired, ::testing::IsEmpty());
    ASSERT_EQ(last.ended.size(), 1U);
    EXPECT_DOUBLE_EQ(last.ended[0].end, 0.8);
}

// Of a video barely longer than a window: nothing could last a quarter of a second.
TEST_F(DecisionLayerTest, AtTheEndFiresWhatLedInEveryWindowThereWas) {
    push(scores(0.9F, 0.0F));
    ASSERT_TRUE(fired.empty());
    const auto last = layer.finish();
    ASSERT_EQ(last.fired.size(), 1U);
    EXPECT_EQ(last.fired[0].label, "Swiping Left");
    EXPECT_FALSE(last.fired[0].closed);
    ASSERT_EQ(last.ended.size(), 1U);
    EXPECT_EQ(last.ended[0].id, last.fired[0].id);
    EXPECT_TRUE(last.ended[0].closed);
    EXPECT_DOUBLE_EQ(last.ended[0].start, 0.0);
    EXPECT_DOUBLE_EQ(last.ended[0].fired, 2.0);
    EXPECT_DOUBLE_EQ(last.ended[0].end, 2.0);
    EXPECT_FLOAT_EQ(last.ended[0].meanScore, 0.9F);
}

TEST_F(DecisionLayerTest, AtTheEndFiresNothingThatBeganLaterOrEndedBefore) {
    push(scores(0.1F, 0.1F), 8);
    push(scores(0.0F, 1.0F), 3);  // its averages reach the threshold with the last of them
    ASSERT_TRUE(fired.empty());
    EXPECT_THAT(layer.finish().fired, ::testing::IsEmpty());

    DecisionLayer other(kLabels, {});
    other.push(0.0, 2.0, scores(0.9F, 0.0F));
    other.push(0.1, 2.1, scores(0.0F, 0.9F));
    EXPECT_THAT(other.finish().fired, ::testing::IsEmpty());
}

TEST_F(DecisionLayerTest, ABreakIsNoEnd) {
    push(scores(0.9F, 0.0F));
    EXPECT_THAT(layer.reset(), ::testing::IsEmpty());
    EXPECT_THAT(layer.finish().fired, ::testing::IsEmpty());
    push(scores(0.9F, 0.0F));
    EXPECT_THAT(layer.finish().fired, ::testing::IsEmpty()) << "there was more of this video";
}

TEST_F(DecisionLayerTest, ClosesOpenSegmentsAtTheEndAndAtABreak) {
    push(scores(0.9F, 0.0F), 3);
    EXPECT_THAT(layer.reset(), ::testing::SizeIs(1));
    EXPECT_THAT(layer.finish().ended, ::testing::IsEmpty());
    push(scores(0.9F, 0.0F));
    EXPECT_EQ(fired.size(), 1U) << "after a break the quarter of a second starts anew";
}

TEST_F(DecisionLayerTest, TimesAreVideoTimeSoThatMissedWindowsDelayButDoNotChangeAnEvent) {
    layer.push(0.0, 2.0, scores(0.9F, 0.0F));
    const Decision late = layer.push(1.5, 3.5, scores(0.9F, 0.0F));
    ASSERT_EQ(late.fired.size(), 1U);
    EXPECT_DOUBLE_EQ(late.fired[0].start, 0.0);
    EXPECT_FLOAT_EQ(late.smoothed[0], 0.9F) << "the window of 1.5 s before is no longer averaged";
}

TEST_F(DecisionLayerTest, RefusesSettingsAndScoresThatMakeNoSense) {
    EXPECT_THROW(layer.setSettings({.onThreshold = 1.5}), std::invalid_argument);
    EXPECT_THROW(layer.setSettings({.averaging = -1.0}), std::invalid_argument);
    EXPECT_THROW(layer.setSettings({.onThresholds = {{"Thumb Up", -0.1}}}), std::invalid_argument);
    EXPECT_THROW(layer.push(0.0, 2.0, {0.5F, 0.5F}), std::invalid_argument);
}

}  // namespace
}  // namespace handscope::pipeline
