// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/InspectQuestion.h"

#include <gmock/gmock.h>

#include "tests/window/InspectSamples.h"

namespace handscope::app {
namespace {

using model::MutePoint;
using model::Tap;
using model::TapPoint;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class InspectQuestionTest : public ::testing::Test {
protected:
    const test::DescribedClassifier classifier;
    const model::ModelDescription& model = classifier.description();
    InspectQuestion question{.picked = {"layer1.0", "cstm"}, .choices = {}, .cuts = {}};

    void SetUp() override {
        question.choices.label = "Swiping Right";
        question.choices.other = {"layer2.0", "output"};
    }

    std::vector<pipeline::InspectionPass> passes(ui::InspectView view) {
        question.choices.view = view;
        return passesFor(question, model);
    }
    std::vector<TapPoint> taps(ui::InspectView view) { return passes(view).back().request.taps; }
};

TEST_F(InspectQuestionTest, AsksForWhatTheViewShowsAndNoMore) {
    const TapPoint picked{"layer1.0", Tap::Cstm};
    EXPECT_THAT(taps(ui::InspectView::Map), ElementsAre(picked));
    EXPECT_THAT(taps(ui::InspectView::Channels), ElementsAre(picked));
    EXPECT_THAT(taps(ui::InspectView::Frames), ElementsAre(picked));
    EXPECT_THAT(taps(ui::InspectView::Compare),
                ElementsAre(picked, TapPoint{"layer2.0", Tap::Output}));
    EXPECT_THAT(taps(ui::InspectView::Flow), ElementsAre(TapPoint{"layer1.0", Tap::Cmm}));
    EXPECT_THAT(taps(ui::InspectView::Evidence), IsEmpty());
    EXPECT_THAT(passes(ui::InspectView::Evidence).back().request.evidence, ElementsAre(1));
    EXPECT_THAT(passes(ui::InspectView::Map).back().request.evidence, IsEmpty());
}

TEST_F(InspectQuestionTest, AComparisonWithAPinnedMomentNeedsNoOtherTap) {
    question.choices.withPinned = true;
    EXPECT_THAT(taps(ui::InspectView::Compare), ElementsAre(TapPoint{"layer1.0", Tap::Cstm}));
}

TEST_F(InspectQuestionTest, ATapComparedWithItselfIsReadOnce) {
    question.choices.other = question.picked;
    EXPECT_THAT(taps(ui::InspectView::Compare), SizeIs(1));
}

TEST_F(InspectQuestionTest, TheDrawingNeedsTheMeanOfEveryTap) {
    const auto means = passes(ui::InspectView::Evidence).back().request.means;
    EXPECT_THAT(means, SizeIs(10));
    EXPECT_EQ(means.front(), (TapPoint{"layer1.0", Tap::Input}));
    EXPECT_EQ(means.back(), (TapPoint{"layer3.0", Tap::Output}));
}

TEST_F(InspectQuestionTest, OnePassSufficesWithoutACutOrAChange) {
    const auto one = passes(ui::InspectView::Map);
    ASSERT_THAT(one, SizeIs(1));
    EXPECT_EQ(one[0].change, pipeline::ClipChange::None);
    EXPECT_THAT(one[0].request.mutes, IsEmpty());
}

TEST_F(InspectQuestionTest, CutsAreComparedWithTheNetworkAsItIs) {
    question.cuts = {{"layer1.0", "cmm", -1}, {"layer3.0", "cstm", 5}, {"layer2.0", "branch", -1}};
    const auto two = passes(ui::InspectView::Map);
    ASSERT_THAT(two, SizeIs(2));
    EXPECT_EQ(two[0], pipeline::InspectionPass()) << "scores alone";
    EXPECT_THAT(two[1].request.mutes, ElementsAre(model::Mute{"layer1.0", MutePoint::Cmm},
                                                  model::Mute{"layer3.0", MutePoint::Cstm, 5},
                                                  model::Mute{"layer2.0", MutePoint::Branch}));
    EXPECT_THAT(two[1].request.taps, SizeIs(1));
}

TEST_F(InspectQuestionTest, AChangedClipIsComparedWithTheVideoAsItIs) {
    using ui::ClipChange;
    for (const auto& [chosen, change] :
         {std::pair{ClipChange::Reversed, pipeline::ClipChange::Reversed},
          std::pair{ClipChange::Mirrored, pipeline::ClipChange::Mirrored},
          std::pair{ClipChange::Frozen, pipeline::ClipChange::Frozen},
          std::pair{ClipChange::Shuffled, pipeline::ClipChange::Shuffled}}) {
        question.change = chosen;
        const auto two = passes(ui::InspectView::Map);
        ASSERT_THAT(two, SizeIs(2));
        EXPECT_EQ(two[0].change, pipeline::ClipChange::None);
        EXPECT_EQ(two[1].change, change);
    }
}

TEST_F(InspectQuestionTest, LeavesOutWhatTheModelDoesNotHave) {
    question.picked = {"layer9.0", "cstm"};
    question.choices.other = {"layer2.0", "cmm"};
    question.choices.label = "Waving";
    question.cuts = {{"layer9.0", "cstm", -1},
                     {"layer2.0", "cmm", -1},
                     {"layer1.0", "output", -1},
                     {"layer1.0", "", 3}};
    EXPECT_THAT(taps(ui::InspectView::Compare), IsEmpty());
    EXPECT_THAT(taps(ui::InspectView::Flow), IsEmpty());
    EXPECT_THAT(passes(ui::InspectView::Evidence).back().request.evidence, IsEmpty());
    EXPECT_THAT(passes(ui::InspectView::Map), SizeIs(1)) << "nothing is left to be cut";
}

TEST_F(InspectQuestionTest, TellsWhoseMapAViewShows) {
    question.choices.view = ui::InspectView::Channels;
    EXPECT_EQ(shownTap(question), (ui::TapName{"layer1.0", "cstm"}));
    question.choices.view = ui::InspectView::Flow;
    EXPECT_EQ(shownTap(question), (ui::TapName{"layer1.0", "cmm"}));
    question.choices.view = ui::InspectView::Evidence;
    EXPECT_EQ(shownTap(question), (ui::TapName{"", "Swiping Right"}));
}

TEST_F(InspectQuestionTest, AVideoIsLaidOverWithTheMapThatTheViewShows) {
    question.choices.view = ui::InspectView::Map;
    question.choices.channel = 1;
    question.choices.opacity = 35;
    question.choices.colours = "turbo";
    const auto map = mapOverlayOf(question, std::nullopt, model);
    ASSERT_TRUE(map);
    EXPECT_EQ(map->point, (TapPoint{"layer1.0", Tap::Cstm}));
    EXPECT_FALSE(map->evidenceOf);
    EXPECT_EQ(map->channel, 1);
    EXPECT_EQ(map->colours, ColourMap::Turbo);
    EXPECT_DOUBLE_EQ(map->opacity, 0.35);
    question.choices.view = ui::InspectView::Channels;
    EXPECT_EQ(mapOverlayOf(question, std::nullopt, model)->channel, -1) << "the mean of all";
    question.choices.view = ui::InspectView::Flow;
    EXPECT_FALSE(map->flow);
    EXPECT_TRUE(mapOverlayOf(question, std::nullopt, model)->flow);
    question.picked = {"layer2.0", "output"};
    EXPECT_FALSE(mapOverlayOf(question, std::nullopt, model)) << "that block has no CMM";
}

TEST_F(InspectQuestionTest, AVideoIsPaintedAsTheViewIs) {
    question.choices.view = ui::InspectView::Frames;
    question.choices.t = 2;
    question.choices.channel = 1;
    question.choices.alone = true;
    question.choices.smooth = false;
    question.choices.scaling = ui::MapScaling::Layer;
    const auto map = mapOverlayOf(question, std::nullopt, model);
    ASSERT_TRUE(map);
    EXPECT_EQ(map->frame, 1);
    EXPECT_EQ(map->channel, 1);
    EXPECT_TRUE(map->alone);
    EXPECT_FALSE(map->smooth);
    EXPECT_TRUE(map->rangeOfWindow);
    question.choices.view = ui::InspectView::Flow;
    EXPECT_FALSE(mapOverlayOf(question, std::nullopt, model)->alone) << "beside a frame";
    question.choices.t = 0;
    EXPECT_FALSE(mapOverlayOf(question, std::nullopt, model)->frame) << "none was chosen";
}

TEST_F(InspectQuestionTest, AVideoOfEvidenceHasOneChannelInColoursWithASign) {
    question.choices.view = ui::InspectView::Evidence;
    question.choices.channel = 1;
    question.choices.colours = "turbo";
    const auto map = mapOverlayOf(question, std::nullopt, model);
    ASSERT_TRUE(map);
    EXPECT_EQ(map->evidenceOf, 1);
    EXPECT_EQ(map->channel, -1);
    EXPECT_EQ(map->colours, ColourMap::Diverging);
    question.choices.label = "Waving";
    EXPECT_FALSE(mapOverlayOf(question, std::nullopt, model));
}

TEST_F(InspectQuestionTest, OnlyFixedColoursOfAVideoHaveTheRangeThatWasKept) {
    const ValueRange kept{.low = -1.0F, .high = 7.0F};
    for (const auto view : {ui::InspectView::Map, ui::InspectView::Evidence}) {
        question.choices.view = view;
        question.choices.scaling = ui::MapScaling::Layer;
        EXPECT_FALSE(mapOverlayOf(question, kept, model)->range);
        question.choices.scaling = ui::MapScaling::Fixed;
        const auto range = mapOverlayOf(question, kept, model)->range;
        ASSERT_TRUE(range);
        EXPECT_FLOAT_EQ(range->low, -1.0F);
        EXPECT_FLOAT_EQ(range->high, 7.0F);
    }
    question.choices.limits = ui::ColourLimits{2.0F, 3.0F};
    EXPECT_FLOAT_EQ(mapOverlayOf(question, kept, model)->range->high, 3.0F) << "what was typed";
}

}  // namespace
}  // namespace handscope::app
