// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/ClipChange.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <stdexcept>

namespace handscope::pipeline {
namespace {

/// Frames of one pixel whose three values are the frame's number.
model::Clip numberedClip(int count) {
    model::Clip clip;
    for (int i = 0; i < count; ++i) {
        clip.push_back(
            std::make_shared<const std::vector<float>>(std::size_t{3}, static_cast<float>(i)));
    }
    return clip;
}

std::vector<int> numbers(const model::Clip& clip) {
    std::vector<int> result;
    for (const model::PreparedFrame& frame : clip) {
        result.push_back(static_cast<int>(frame->front()));
    }
    return result;
}

TEST(ClipChangeTest, LeavesTheClipAloneWhenNothingIsAsked) {
    const model::Clip clip = numberedClip(8);
    EXPECT_EQ(changed(clip, ClipChange::None, 1), clip);
}

TEST(ClipChangeTest, ReversedHasTheLastFrameFirst) {
    EXPECT_EQ(numbers(changed(numberedClip(4), ClipChange::Reversed, 1)),
              (std::vector<int>{3, 2, 1, 0}));
}

TEST(ClipChangeTest, FrozenIsTheMiddleFrameThroughout) {
    EXPECT_EQ(numbers(changed(numberedClip(5), ClipChange::Frozen, 1)),
              (std::vector<int>{2, 2, 2, 2, 2}));
    EXPECT_EQ(numbers(changed(numberedClip(8), ClipChange::Frozen, 1)), std::vector<int>(8, 4));
}

TEST(ClipChangeTest, MirroredExchangesLeftAndRightInEachColour) {
    const auto frame = std::make_shared<const std::vector<float>>(
        std::vector<float>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});  // three planes of 2 × 2
    const model::Clip mirror = changed({frame, frame}, ClipChange::Mirrored, 2);
    ASSERT_EQ(mirror.size(), 2U);
    EXPECT_EQ(*mirror[0], (std::vector<float>{2, 1, 4, 3, 6, 5, 8, 7, 10, 9, 12, 11}));
    EXPECT_EQ(mirror[0], mirror[1]) << "what is shared stays shared";
    EXPECT_EQ(frame->front(), 1.0F) << "the frame itself is not touched";
    EXPECT_EQ(*changed(mirror, ClipChange::Mirrored, 2)[0], *frame);
}

TEST(ClipChangeTest, RefusesToMirrorAFrameOfAnotherSize) {
    EXPECT_THROW(changed(numberedClip(1), ClipChange::Mirrored, 2), std::invalid_argument);
    EXPECT_THROW(changed(numberedClip(1), ClipChange::Mirrored, 0), std::invalid_argument);
}

TEST(ClipChangeTest, AnEmptyClipStaysEmpty) {
    for (const ClipChange change : {ClipChange::None, ClipChange::Reversed, ClipChange::Mirrored,
                                    ClipChange::Frozen, ClipChange::Shuffled}) {
        EXPECT_TRUE(changed({}, change, 224).empty());
    }
}

class ShuffledClip : public ::testing::TestWithParam<int> {};

TEST_P(ShuffledClip, HoldsEveryFrameOnceAndNoNeighboursOfTheOriginal) {
    std::vector<int> expected;
    for (int i = 0; i < GetParam(); ++i) {
        expected.push_back(i);
    }
    const auto order = numbers(changed(numberedClip(GetParam()), ClipChange::Shuffled, 1));
    EXPECT_THAT(order, ::testing::UnorderedElementsAreArray(expected));
    int forth = 0;
    for (std::size_t i = 1; i < order.size(); ++i) {
        EXPECT_GT(std::abs(order[i] - order[i - 1]), 1) << "at " << i;
        forth += order[i] > order[i - 1] ? 1 : -1;
    }
    EXPECT_LE(std::abs(forth), 1) << "as many steps lead back as forth";
    EXPECT_EQ(order, numbers(changed(numberedClip(GetParam()), ClipChange::Shuffled, 1)))
        << "it is always the same order";
}

INSTANTIATE_TEST_SUITE_P(Lengths, ShuffledClip, ::testing::Values(4, 5, 6, 7, 8, 9, 16, 40, 256));

TEST(ClipChangeTest, ShufflesShortClipsAsFarAsTheyAllow) {
    EXPECT_EQ(numbers(changed(numberedClip(1), ClipChange::Shuffled, 1)), (std::vector<int>{0}));
    EXPECT_EQ(numbers(changed(numberedClip(2), ClipChange::Shuffled, 1)), (std::vector<int>{1, 0}));
    EXPECT_EQ(numbers(changed(numberedClip(3), ClipChange::Shuffled, 1)),
              (std::vector<int>{2, 0, 1}));
}

}  // namespace
}  // namespace handscope::pipeline
