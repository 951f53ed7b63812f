// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/strip/StripScores.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace handscope::ui {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class StripScoresTest : public testing::Test {
protected:
    StripScores scores_;

    void SetUp() override {
        scores_.setClassCount(3);
        scores_.setGap(1.0);
    }

    std::vector<double> timesOf(int classIndex, double from, double to, int columns) const {
        std::vector<double> times;
        for (const StripScores::Run& run : scores_.curve(classIndex, from, to, columns)) {
            for (const StripScores::Point& point : run) {
                times.push_back(point.seconds);
            }
        }
        return times;
    }
};

TEST_F(StripScoresTest, KeepsTheOrderOfTimeWhateverOrderItIsToldIn) {
    scores_.append(2.0, {0.1F, 0.2F, 0.3F});
    scores_.append(1.0, {0.4F, 0.5F, 0.6F});
    scores_.append(1.5, {0.7F, 0.8F, 0.9F});
    EXPECT_THAT(timesOf(0, 0.0, 3.0, 1000), ElementsAre(1.0, 1.5, 2.0));
    EXPECT_THAT(scores_.at(1.7), ElementsAre(0.7F, 0.8F, 0.9F));
}

TEST_F(StripScoresTest, AMomentThatIsKnownIsToldAnew) {
    scores_.append(1.0, {0.1F, 0.2F, 0.3F});
    scores_.append(1.0004, {0.9F, 0.0F, 0.1F});
    EXPECT_EQ(scores_.size(), 1U);
    EXPECT_THAT(scores_.at(1.0), ElementsAre(0.9F, 0.0F, 0.1F));
    EXPECT_THAT(scores_.leaders(0.0, 2.0, 5), ElementsAre(0));
}

TEST_F(StripScoresTest, PassesOverScoresThatAreNotOneAClass) {
    scores_.append(1.0, {0.1F, 0.2F});
    scores_.append(2.0, {});
    EXPECT_EQ(scores_.size(), 0U);
}

TEST_F(StripScoresTest, ForgetsWhatIsBefore) {
    for (const double seconds : {1.0, 1.5, 2.0}) {
        scores_.append(seconds, {static_cast<float>(seconds) / 10.0F, 0.0F, 0.0F});
    }
    scores_.forgetBefore(1.5);
    EXPECT_THAT(timesOf(0, 0.0, 3.0, 1000), ElementsAre(1.5, 2.0));
    EXPECT_THAT(scores_.at(1.4), IsEmpty());
    EXPECT_THAT(scores_.at(1.6), ElementsAre(0.15F, 0.0F, 0.0F));
}

TEST_F(StripScoresTest, LeadersAreFirstSomewhereAndTheHighestComeFirst) {
    scores_.append(1.0, {0.5F, 0.4F, 0.1F});
    scores_.append(2.0, {0.4F, 0.1F, 0.9F});
    EXPECT_THAT(scores_.leaders(0.0, 3.0, 5), ElementsAre(2, 0)) << "1 is never first";
    EXPECT_THAT(scores_.leaders(0.0, 3.0, 1), ElementsAre(2));
    EXPECT_THAT(scores_.leaders(0.0, 1.5, 5), ElementsAre(0)) << "only within the stretch";
    EXPECT_THAT(scores_.leaders(5.0, 6.0, 5), IsEmpty());
}

TEST_F(StripScoresTest, HolesAreNotJoined) {
    for (const double seconds : {1.0, 1.5, 4.0, 4.5}) {
        scores_.append(seconds, {0.5F, 0.0F, 0.0F});
    }
    const auto runs = scores_.curve(0, 0.0, 5.0, 1000);
    ASSERT_THAT(runs, SizeIs(2));
    EXPECT_THAT(runs[0], SizeIs(2));
    EXPECT_EQ(runs[1].front().seconds, 4.0);
    // Nor is what is far back told as if it were now.
    EXPECT_THAT(scores_.at(2.4), SizeIs(3));
    EXPECT_THAT(scores_.at(2.6), IsEmpty());
}

TEST_F(StripScoresTest, ACurveRunsOutOfTheStretchOnBothSides) {
    for (int point = 0; point < 10; ++point) {
        scores_.append(point * 0.5, {0.5F, 0.0F, 0.0F});
    }
    EXPECT_THAT(timesOf(0, 1.2, 2.7, 1000), ElementsAre(1.0, 1.5, 2.0, 2.5, 3.0));
}

TEST_F(StripScoresTest, NoPeakIsLostWhenAnHourIsNarrow) {
    for (int point = 0; point < 14400; ++point) {
        scores_.append(point * 0.25, {0.1F, 0.3F, point == 7001 ? 0.95F : 0.0F});
    }
    const auto runs = scores_.curve(2, 0.0, 3600.0, 600);
    ASSERT_THAT(runs, SizeIs(1));
    EXPECT_LE(runs[0].size(), 602U) << "one a column";
    const auto peak = std::max_element(
        runs[0].begin(), runs[0].end(),
        [](const auto& left, const auto& right) { return left.score < right.score; });
    EXPECT_EQ(peak->seconds, 7001 * 0.25);
    EXPECT_EQ(peak->score, 0.95F);
}

TEST_F(StripScoresTest, ThereIsNoCurveOfAClassThatDoesNotExist) {
    scores_.append(1.0, {0.1F, 0.2F, 0.3F});
    EXPECT_THAT(scores_.curve(3, 0.0, 2.0, 100), IsEmpty());
    EXPECT_THAT(scores_.curve(-1, 0.0, 2.0, 100), IsEmpty());
    EXPECT_THAT(scores_.curve(0, 2.0, 2.0, 100), IsEmpty());
}

}  // namespace
}  // namespace handscope::ui
