// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/LabelSymmetry.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

#include "tests/support/JesterLabels.h"

namespace handscope::model {
namespace {

using test::kJester;

class LabelSymmetryTest : public ::testing::Test {
protected:
    const LabelSymmetry jester{kJester};
};

TEST_F(LabelSymmetryTest, MirroringSwapsThreePairsAndKeepsTheRest) {
    ASSERT_TRUE(jester.known());
    for (int label = 0; label < 27; ++label) {
        const bool swaps =
            label == 0 || label == 1 || label == 6 || label == 7 || label == 14 || label == 15;
        EXPECT_EQ(jester.mirrored(label), swaps ? label ^ 1 : label) << kJester[label];
    }
}

TEST_F(LabelSymmetryTest, ReversalSwapsTheFirstTwentyWithTheirNeighbours) {
    for (int label = 0; label < 20; ++label) {
        EXPECT_EQ(jester.reversed(label), label ^ 1) << kJester[label];
    }
    for (int label = 20; label < 27; ++label) {
        EXPECT_EQ(jester.reversed(label), std::nullopt) << kJester[label];
    }
}

TEST_F(LabelSymmetryTest, GoesByNameWhateverTheOrder) {
    std::vector<std::string> sorted = kJester;
    std::sort(sorted.begin(), sorted.end());
    const LabelSymmetry symmetry(sorted);
    ASSERT_TRUE(symmetry.known());
    const auto place = [](const std::vector<std::string>& labels, const std::string& name) {
        return static_cast<int>(std::find(labels.begin(), labels.end(), name) - labels.begin());
    };
    for (int label = 0; label < 27; ++label) {
        const int here = place(kJester, sorted[label]);
        EXPECT_EQ(sorted[*symmetry.mirrored(label)], kJester[*jester.mirrored(here)]);
        const auto reversed = symmetry.reversed(label);
        ASSERT_EQ(reversed.has_value(), jester.reversed(here).has_value());
        if (reversed) {
            EXPECT_EQ(sorted[*reversed], kJester[*jester.reversed(here)]);
        }
    }
}

TEST_F(LabelSymmetryTest, WorksForAPartOfTheLabels) {
    const LabelSymmetry part({"Swiping Right", "Stop Sign", "Swiping Left"});
    ASSERT_TRUE(part.known());
    EXPECT_EQ(part.mirrored(0), 2);
    EXPECT_EQ(part.mirrored(1), 1);
    EXPECT_EQ(part.reversed(2), 0);
    EXPECT_EQ(part.reversed(1), std::nullopt);
}

TEST_F(LabelSymmetryTest, HasNoAnswerWhereThePartnerIsMissing) {
    const LabelSymmetry part({"Swiping Right", "Rolling Hand Forward"});
    ASSERT_TRUE(part.known());
    EXPECT_EQ(part.mirrored(0), std::nullopt);
    EXPECT_EQ(part.reversed(0), std::nullopt);
    EXPECT_EQ(part.mirrored(1), 1);
    EXPECT_EQ(part.reversed(1), std::nullopt);
}

TEST_F(LabelSymmetryTest, TellsWhetherEveryMirrorImageHasALabel) {
    EXPECT_TRUE(jester.mirrorsAll());
    EXPECT_TRUE(LabelSymmetry({"Stop Sign", "Swiping Up"}).mirrorsAll());
    EXPECT_FALSE(LabelSymmetry({"Stop Sign", "Swiping Left"}).mirrorsAll());
    EXPECT_FALSE(LabelSymmetry({"left", "right"}).mirrorsAll());
    EXPECT_FALSE(LabelSymmetry({}).mirrorsAll());
}

TEST_F(LabelSymmetryTest, KnowsNothingOfOtherLabels) {
    for (const LabelSymmetry& other :
         {LabelSymmetry({"a", "b"}), LabelSymmetry({"Swiping Left", "Swiping Right", "wave"}),
          LabelSymmetry({"swiping left", "swiping right"}), LabelSymmetry({})}) {
        EXPECT_FALSE(other.known());
        EXPECT_EQ(other.mirrored(0), std::nullopt);
        EXPECT_EQ(other.reversed(1), std::nullopt);
    }
}

TEST_F(LabelSymmetryTest, RefusesALabelThatIsNotThere) {
    EXPECT_THROW(jester.mirrored(27), std::invalid_argument);
    EXPECT_THROW(jester.reversed(-1), std::invalid_argument);
}

}  // namespace
}  // namespace handscope::model
