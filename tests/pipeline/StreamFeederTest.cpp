// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/StreamFeeder.h"

#include <gtest/gtest.h>

#include "model/ModelError.h"
#include "tests/support/FakeClassifier.h"

namespace handscope::pipeline {
namespace {

using Pushes = std::vector<std::vector<float>>;

constexpr int kSegments = 4;

model::PreparedFrame frameOf(float value) {
    return std::make_shared<const std::vector<float>>(3, value);
}

/// The window at `index` of a video whose frame at instant i has the value i.
model::Clip windowAt(std::int64_t index) {
    model::Clip clip;
    for (int i = 0; i < kSegments; ++i) {
        clip.push_back(frameOf(static_cast<float>(index + i)));
    }
    return clip;
}

class StreamFeederTest : public ::testing::Test {
protected:
    std::shared_ptr<test::FeedLog> log = std::make_shared<test::FeedLog>();
    bool fails = false;
    StreamFeeder feeder{std::make_unique<test::FakeStream>(
        kSegments,
        [this](const model::Clip& fed) {
            if (fails) {
                throw model::ModelError("The network failed.", "Expected scores.", "Try again.");
            }
            return std::vector<float>{static_cast<float>(fed.size())};
        },
        log)};

    std::vector<float> push(std::int64_t index, std::int64_t grid = 0) {
        return feeder.push({.grid = grid, .index = index}, windowAt(index), {}).probabilities;
    }
};

TEST_F(StreamFeederTest, FeedsTheFirstWindowWholeAndThenOneFrameAWindow) {
    push(0);
    push(1);
    EXPECT_EQ(push(2), std::vector<float>{6.0F});
    EXPECT_EQ(log->pushes, (Pushes{{0, 1, 2, 3}, {4}, {5}}));
    EXPECT_EQ(log->resets, 0);
}

TEST_F(StreamFeederTest, FeedsTheFramesOfWindowsThatWereLeftOut) {
    push(0);
    push(3);
    EXPECT_EQ(log->pushes, (Pushes{{0, 1, 2, 3}, {4, 5, 6}}));
    EXPECT_EQ(log->resets, 0);
}

TEST_F(StreamFeederTest, AWindowThatBeginsWhereTheLastOneEndedLeavesNoGap) {
    push(0);
    push(kSegments);
    EXPECT_EQ(log->pushes, (Pushes{{0, 1, 2, 3}, {4, 5, 6, 7}}));
    EXPECT_EQ(log->resets, 0);
}

TEST_F(StreamFeederTest, ForgetsAfterAGapLongerThanAWindow) {
    push(0);
    EXPECT_EQ(push(kSegments + 1), std::vector<float>{4.0F});
    push(kSegments + 2);
    EXPECT_EQ(log->pushes, (Pushes{{0, 1, 2, 3}, {5, 6, 7, 8}, {9}}));
    EXPECT_EQ(log->resets, 1);
}

TEST_F(StreamFeederTest, ForgetsWhenAnotherGridHasBegun) {
    push(2, 0);
    push(3, 1);  // the next place, but of another time
    EXPECT_EQ(log->pushes, (Pushes{{2, 3, 4, 5}, {3, 4, 5, 6}}));
    EXPECT_EQ(log->resets, 1);
}

TEST_F(StreamFeederTest, ForgetsWhenPlacesDoNotGrow) {
    push(2);
    push(2);
    push(1);
    EXPECT_EQ(log->pushes, (Pushes{{2, 3, 4, 5}, {2, 3, 4, 5}, {1, 2, 3, 4}}));
    EXPECT_EQ(log->resets, 2);
}

TEST_F(StreamFeederTest, FeedsAShortRecordingAsItIs) {
    EXPECT_EQ(feeder.push({}, {frameOf(7), frameOf(8)}, {}).probabilities,
              std::vector<float>{2.0F});
    EXPECT_EQ(log->pushes, (Pushes{{7, 8}}));
}

TEST_F(StreamFeederTest, HoldsTheWindowPushedLastAndReadsItAgain) {
    const GridPlace first{.grid = 0, .index = 0};
    EXPECT_FALSE(feeder.holds(first));
    push(0);
    EXPECT_TRUE(feeder.holds(first));
    push(1);
    EXPECT_FALSE(feeder.holds(first));
    const auto answer =
        feeder.again({.taps = {{"layer1.0", model::Tap::Cmm}}, .mutes = {}}).maps.front();
    EXPECT_EQ(answer.values, (std::vector<float>{1, 2, 3, 4}));
    EXPECT_EQ(log->pushes.size(), 2U);
}

TEST_F(StreamFeederTest, BeginsAnewAfterAFailure) {
    push(0);
    fails = true;
    EXPECT_THROW(push(1), model::ModelError);
    fails = false;
    EXPECT_FALSE(feeder.holds({.grid = 0, .index = 1}));
    EXPECT_EQ(push(2), std::vector<float>{4.0F});
    EXPECT_EQ(log->resets, 1);
}

TEST(StreamFeederOpenTest, OpensForCausalModelsAlone) {
    test::FakeClassifier network({"a"}, kSegments,
                                 [](const model::Clip&) { return std::vector<float>{1.0F}; });
    EXPECT_EQ(StreamFeeder::open(network), nullptr);
    network.makeCausal(8.0);
    EXPECT_NE(StreamFeeder::open(network), nullptr);
}

}  // namespace
}  // namespace handscope::pipeline
