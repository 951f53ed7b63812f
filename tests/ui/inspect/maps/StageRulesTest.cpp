// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/maps/StageRules.h"

#include <gtest/gtest.h>

#include "MapsFixture.h"

namespace handscope::ui {
namespace {

StageFacts paperFacts() {
    StageFacts facts;
    facts.blocks = networkBlocks();
    facts.segments = 8;
    facts.firstFrame = 7;
    facts.labels = QStringList{"Swiping Left", "Thumb Up"};
    facts.picked = {"layer2.3", "cmm"};
    return facts;
}

TEST(StageRules, BeginWithTheFrameThatTheNetworkNames) {
    StageFacts facts = paperFacts();
    EXPECT_EQ(possibleChoices({}, facts).t, 7);
    facts.firstFrame = 8;
    EXPECT_EQ(possibleChoices({}, facts).t, 8);
    facts.segments = 1;
    EXPECT_EQ(possibleChoices({}, facts).t, 1);
}

TEST(StageRules, KeepAFrameThatIsThereAndClampOneThatIsNot) {
    EXPECT_EQ(possibleChoices({.t = 3}, paperFacts()).t, 3);
    EXPECT_EQ(possibleChoices({.t = 16}, paperFacts()).t, 8);
}

TEST(StageRules, AChannelThatIsNotThereBecomesAllOfThem) {
    StageFacts facts = paperFacts();
    EXPECT_EQ(possibleChoices({.channel = 100}, facts).channel, 100);
    facts.channelCount = 64;
    EXPECT_EQ(possibleChoices({.channel = 63}, facts).channel, 63);
    EXPECT_EQ(possibleChoices({.channel = 64}, facts).channel, -1);
    EXPECT_EQ(possibleChoices({.channel = -7}, facts).channel, -1);
}

TEST(StageRules, ContributionIsOfTheLastBlocksOutputOnly) {
    StageFacts facts = paperFacts();
    const StageChoices wanted{.order = ChannelOrder::Contribution};
    EXPECT_EQ(possibleChoices(wanted, facts).order, ChannelOrder::Energy);
    facts.picked = {"layer4.2", "cmm"};
    EXPECT_EQ(possibleChoices(wanted, facts).order, ChannelOrder::Energy);
    facts.picked = {"layer4.2", "output"};
    EXPECT_EQ(possibleChoices(wanted, facts).order, ChannelOrder::Contribution);
}

TEST(StageRules, WhatIsNotKnownYetStaysAsItIsWanted) {
    const StageChoices wanted{.t = 5,
                              .channel = 12,
                              .order = ChannelOrder::Contribution,
                              .label = "Thumb Up",
                              .other = {"layer1.0", "input"}};
    EXPECT_EQ(possibleChoices(wanted, {}), wanted);
}

TEST(StageRules, AnUnknownClassOrTapFallsBack) {
    const StageChoices wanted{.label = "Waving", .other = {"layer9.0", "input"}};
    const StageChoices possible = possibleChoices(wanted, paperFacts());
    EXPECT_EQ(possible.label, "Swiping Left");
    EXPECT_EQ(possible.other, (TapName{"layer2.3", "input"}));
}

TEST(StageChoices, AutomaticColoursHaveASignWhereTheValuesHave) {
    StageChoices choices;
    EXPECT_EQ(colourMapOf(choices, {"layer2.3", "cmm"}), "diverging");
    EXPECT_EQ(colourMapOf(choices, {"layer2.3", "cstm"}), "viridis");
    choices.view = InspectView::Flow;
    EXPECT_EQ(colourMapOf(choices, {"layer2.3", "cstm"}), "diverging");
    choices.colours = "turbo";
    EXPECT_EQ(colourMapOf(choices, {"layer2.3", "cmm"}), "turbo");
    choices.view = InspectView::Evidence;
    EXPECT_EQ(colourMapOf(choices, {"layer2.3", "cmm"}), "diverging");
}

TEST(StageChoices, AreTheSameAfterSettingsButForFrameAndChannel) {
    const StageChoices choices{.view = InspectView::Flow,
                               .colours = "turbo",
                               .scaling = MapScaling::Fixed,
                               .limits = ColourLimits{-1.5F, 2.0F},
                               .opacity = 35,
                               .alone = true,
                               .smooth = false,
                               .t = 4,
                               .channel = 17,
                               .order = ChannelOrder::Variance,
                               .label = "Thumb Up",
                               .withPinned = true,
                               .other = {"layer1.0", "cstm"},
                               .logCounts = true,
                               .tileSize = 96};
    StageChoices expected = choices;
    expected.t = 0;
    expected.channel = -1;
    EXPECT_EQ(choicesFromSaved(savedChoices(choices)), expected);
}

TEST(StageChoices, SettingsThatMakeNoSenseAreTheDefaults) {
    EXPECT_EQ(choicesFromSaved({}), StageChoices());
    EXPECT_EQ(choicesFromSaved({{"view", "sideways"},
                                {"colours", "pink"},
                                {"scaling", 7},
                                {"limits", "2 1"},
                                {"opacity", "much"},
                                {"order", "chaos"}}),
              StageChoices());
    EXPECT_EQ(choicesFromSaved({{"opacity", 900}}).opacity, 100);
    EXPECT_EQ(choicesFromSaved({{"tileSize", 1}}).tileSize, kLeastTile);
}

}  // namespace
}  // namespace handscope::ui
