// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ScoreHistory.h"

#include <gmock/gmock.h>

namespace handscope::ui {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class ScoreHistoryTest : public testing::Test {
protected:
    ScoreHistory history_;
};

TEST_F(ScoreHistoryTest, KeepsTheLastMinute) {
    for (int second = 0; second <= 100; ++second) {
        history_.append(second, {0.5F});
    }
    EXPECT_DOUBLE_EQ(history_.entries().front().seconds, 40.0);
    EXPECT_DOUBLE_EQ(history_.entries().back().seconds, 100.0);
}

TEST_F(ScoreHistoryTest, ForgetsWhatComesAfterAStepBack) {
    for (const double second : {1.0, 2.0, 3.0, 4.0}) {
        history_.append(second, {0.5F});
    }
    history_.append(2.5, {0.9F});
    ASSERT_EQ(history_.entries().size(), 3U);
    EXPECT_DOUBLE_EQ(history_.entries()[1].seconds, 2.0);
    EXPECT_DOUBLE_EQ(history_.entries()[2].seconds, 2.5);
}

TEST_F(ScoreHistoryTest, ChoosesTheClassesWithTheHighestPeaks) {
    history_.append(1.0, {0.1F, 0.8F, 0.1F, 0.0F});
    history_.append(2.0, {0.2F, 0.1F, 0.7F, 0.0F});
    EXPECT_THAT(history_.topClasses(3), ElementsAre(1, 2, 0));
    EXPECT_THAT(history_.topClasses(9), ElementsAre(1, 2, 0, 3));
    EXPECT_THAT(history_.topClasses(0), IsEmpty());
}

TEST_F(ScoreHistoryTest, APeakOlderThanAMinuteNoLongerCounts) {
    history_.append(0.0, {0.9F, 0.1F});
    history_.append(30.0, {0.1F, 0.4F});
    history_.append(61.0, {0.2F, 0.1F});
    EXPECT_THAT(history_.topClasses(1), ElementsAre(1));
}

TEST_F(ScoreHistoryTest, StartsAnewWhenTheClassesChange) {
    history_.append(1.0, {0.1F, 0.8F});
    history_.append(2.0, {0.1F, 0.8F, 0.1F});
    EXPECT_EQ(history_.entries().size(), 1U);
}

}  // namespace
}  // namespace handscope::ui
