// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/MomentView.h"

#include <gmock/gmock.h>

#include "app/inspect/MomentFile.h"

namespace handscope::app {
namespace {

using View = std::map<std::string, std::string>;

InspectQuestion sampleQuestion() {
    InspectQuestion question{.picked = {"layer3.5", "cmm"}, .choices = {}, .cuts = {}};
    question.choices.view = ui::InspectView::Compare;
    question.choices.colours = "turbo";
    question.choices.scaling = ui::MapScaling::Fixed;
    question.choices.limits = ui::ColourLimits{-1.5F, 2.0F};
    question.choices.opacity = 35;
    question.choices.alone = true;
    question.choices.smooth = false;
    question.choices.t = 7;
    question.choices.channel = 12;
    question.choices.order = ui::ChannelOrder::Variance;
    question.choices.label = "Swiping Left";
    question.choices.other = {"layer1.0", "output"};
    question.cuts = {{"layer2.1", "cstm", -1}, {"layer2.1", "cmm", 3}, {"layer4.2", "branch", -1}};
    question.change = ui::ClipChange::Shuffled;
    return question;
}

void expectSame(const InspectQuestion& found, const InspectQuestion& expected) {
    EXPECT_EQ(found.picked, expected.picked);
    EXPECT_EQ(found.choices, expected.choices);
    EXPECT_EQ(found.cuts, expected.cuts);
    EXPECT_EQ(found.change, expected.change);
}

TEST(MomentViewTest, ComesBackAsItWasWritten) {
    expectSame(questionFrom(momentView(sampleQuestion()), {}), sampleQuestion());
    expectSame(questionFrom(momentView({}), sampleQuestion()), {});
}

TEST(MomentViewTest, WhatIsMissingStaysAsItWas) {
    auto expected = sampleQuestion();
    expected.choices.t = 0;
    expected.choices.channel = -1;
    expected.cuts.clear();
    expectSame(questionFrom({}, sampleQuestion()), expected);
}

TEST(MomentViewTest, ManyCutsFitIntoAFile) {
    InspectQuestion question;
    for (int channel = 0; channel < 1000; ++channel) {
        question.cuts.append({"layer4.2", "branch", channel});
    }
    const View view = momentView(question);
    EXPECT_LE(view.size(), Moment::kMostViewEntries);
    for (const auto& [name, text] : view) {
        EXPECT_LE(text.size(), Moment::kLongestText) << name;
    }
    EXPECT_EQ(questionFrom(view, {}).cuts, question.cuts);
}

TEST(MomentViewTest, RubbishIsPassedOver) {
    View view = momentView(sampleQuestion());
    view["stage.view"] = "sideways";
    view["stage.scaling"] = "../../etc/passwd";
    view["stage.limits"] = "2 -1e999";
    view["stage.opacity"] = "1e9";
    view["stage.t"] = "-99999999999999999999";
    view["stage.channel"] = "two";
    view["stage.tileSize"] = "2147483647";
    view["clip"] = "melted";
    view["cuts"] = "layer1.0/cstm layer1.0/cstm/x layer1.0/cstm/-2 / // layer1.0/cmm/4 a/b/1/2";
    const InspectQuestion found = questionFrom(view, sampleQuestion());
    EXPECT_EQ(found.choices.view, ui::InspectView::Map);
    EXPECT_EQ(found.choices.scaling, ui::MapScaling::Map);
    EXPECT_FALSE(found.choices.limits);
    EXPECT_EQ(found.choices.opacity, ui::StageChoices().opacity);
    EXPECT_EQ(found.choices.t, 0);
    EXPECT_EQ(found.choices.channel, -1);
    EXPECT_EQ(found.choices.tileSize, ui::kMostTile);
    EXPECT_EQ(found.change, ui::ClipChange::Shuffled) << "as it was";
    EXPECT_EQ(found.cuts, (QVector<ui::CutName>{{"layer1.0", "cmm", 4}}));
}

TEST(MomentViewTest, NoFileMakesMoreCutsThanAPersonWould) {
    View view;
    for (int entry = 0; entry < 200; ++entry) {
        std::string& text = view[entry == 0 ? "cuts" : "cuts." + std::to_string(entry)];
        for (int i = 0; i < 200; ++i) {
            text += "b/cmm/" + std::to_string(entry * 200 + i) + " ";
        }
    }
    EXPECT_LE(questionFrom(view, {}).cuts.size(), 1024);
}

}  // namespace
}  // namespace handscope::app
