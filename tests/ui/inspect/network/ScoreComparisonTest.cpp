// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/network/ScoreComparison.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QLabel>
#include <cmath>

#include "ui/inspect/network/NetworkText.h"

namespace handscope::ui {
namespace {

class ScoreComparisonTest : public testing::Test {
protected:
    ScoreComparison comparison_;

    const QVector<ComparedScore> scores_{
        {"Thumb Up", 0.10F, 0.08F},      {"Swiping Left", 0.61F, 0.12F},
        {"Swiping Right", 0.02F, 0.66F}, {"Stop Sign", 0.05F, 0.04F},
        {"No gesture", 0.15F, 0.03F},    {"Drumming Fingers", 0.01F, 0.005F},
    };

    QString title() const { return comparison_.findChild<QLabel*>("comparison.title")->text(); }
    std::vector<std::string> shown() const {
        std::vector<std::string> labels;
        for (const ComparedScore& score : comparison_.bars().shown()) {
            labels.push_back(score.label.toStdString());
        }
        return labels;
    }
};

TEST_F(ScoreComparisonTest, ShowsTheLargestOfBoth) {
    comparison_.setCompared(0, ClipChange::Reversed);
    comparison_.setScores(scores_);
    EXPECT_THAT(shown(), testing::ElementsAre("Swiping Right", "Swiping Left", "No gesture",
                                              "Thumb Up", "Stop Sign"));
}

TEST_F(ScoreComparisonTest, MarksTheMostChanged) {
    comparison_.setCompared(0, ClipChange::Reversed);
    comparison_.setScores(scores_);
    EXPECT_EQ(comparison_.bars().mostChanged(), 0);
    comparison_.setScores({{"Thumb Up", 0.5F, 0.504F}, {"Stop Sign", 0.3F, 0.304F}});
    EXPECT_EQ(comparison_.bars().mostChanged(), -1);
}

TEST_F(ScoreComparisonTest, ShowsOneSetWhileNothingIsChanged) {
    comparison_.setScores(scores_);
    EXPECT_EQ(shown().front(), "Swiping Left");
    EXPECT_EQ(comparison_.bars().mostChanged(), -1);
    EXPECT_TRUE(
        comparison_.bars().accessibleDescription().startsWith("Swiping Left 61 %, No gesture"));
}

TEST_F(ScoreComparisonTest, TellsBothToScreenReaders) {
    comparison_.setCompared(2, ClipChange::None);
    comparison_.setScores(scores_);
    EXPECT_TRUE(comparison_.bars().accessibleDescription().contains("Swiping Left 61 % → 12 %"));
}

TEST_F(ScoreComparisonTest, NamesWhatIsCompared) {
    EXPECT_EQ(title(), "As it is");
    comparison_.setCompared(2, ClipChange::Reversed);
    EXPECT_EQ(title(), "As it is → with 2 cuts, reversed");
    EXPECT_EQ(comparedText(1, ClipChange::None), "with 1 cut");
    EXPECT_EQ(comparedText(0, ClipChange::Frozen), "frozen");
}

TEST_F(ScoreComparisonTest, SurvivesScoresThatAreNoProbabilities) {
    comparison_.setCompared(1, ClipChange::None);
    comparison_.setScores({{"One", std::nanf(""), 2.0F}, {"Two", -1.0F, INFINITY}});
    comparison_.grab();
    EXPECT_TRUE(comparison_.bars().accessibleDescription().contains("One 0 % → 100 %"));
    comparison_.clear();
    comparison_.grab();
    EXPECT_TRUE(shown().empty());
}

}  // namespace
}  // namespace handscope::ui
