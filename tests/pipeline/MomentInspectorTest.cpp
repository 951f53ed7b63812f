// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/MomentInspector.h"

#include <gtest/gtest.h>

#include "tests/support/FakeClassifier.h"
#include "tests/support/SyntheticFrames.h"

namespace handscope::pipeline {
namespace {

using test::FakeClassifier;
using test::greyFrame;

/// A network of four frames that answers with the brightness of the first and the last, and how
/// many it was given.
class MomentInspectorTest : public ::testing::Test {
protected:
    std::shared_ptr<FakeClassifier> classifier = std::make_shared<FakeClassifier>(
        std::vector<std::string>{"first", "last", "count"}, 4, [](const model::Clip& clip) {
            return std::vector<float>{clip.front()->front(), clip.back()->front(),
                                      static_cast<float>(clip.size())};
        });
    MomentInspector inspector{classifier, [](const capture::Frame& frame) {
                                  return std::make_shared<const std::vector<float>>(
                                      3, static_cast<float>(frame.pixels.front()));
                              }};

    static std::vector<capture::FramePtr> frames(int count) {
        std::vector<capture::FramePtr> frames;
        for (int i = 0; i < count; ++i) {
            auto frame = std::make_shared<capture::Frame>(*greyFrame(i * 0.25, i));
            std::fill(frame->pixels.begin(), frame->pixels.end(), static_cast<std::uint8_t>(i));
            frames.push_back(frame);
        }
        return frames;
    }
};

TEST_F(MomentInspectorTest, RunsTheSameFramesOnceAPass) {
    const auto answer =
        inspector.inspect({.id = 3,
                           .frames = frames(4),
                           .passes = {{}, {.change = ClipChange::Reversed, .request = {}}}});
    EXPECT_EQ(answer.id, 3);
    ASSERT_EQ(answer.passes.size(), 2U);
    EXPECT_EQ(answer.passes[0].probabilities, (std::vector<float>{0.0F, 3.0F, 4.0F}));
    EXPECT_EQ(answer.passes[1].probabilities, (std::vector<float>{3.0F, 0.0F, 4.0F}));
    EXPECT_GE(answer.milliseconds, 0.0);
    EXPECT_FALSE(answer.error);
}

TEST_F(MomentInspectorTest, ACausalModelSeesWhatCameBeforeButAnswersForTheWindow) {
    const auto answer = inspector.inspect(
        {.frames = frames(6), .passes = {{.request = {.taps = {{"layer1.0", model::Tap::Cstm}}}}}});
    ASSERT_EQ(answer.frames.size(), 4U);
    EXPECT_DOUBLE_EQ(answer.frames.front()->pts, 0.5);
    EXPECT_EQ(answer.passes[0].probabilities, (std::vector<float>{0.0F, 5.0F, 6.0F}));
    EXPECT_EQ(answer.passes[0].maps[0].frames, 4);
    EXPECT_EQ(answer.passes[0].maps[0].values.size(), 4U);
}

TEST_F(MomentInspectorTest, WhereTheClipIsChangedAllPassesSeeTheWindowAlone) {
    const auto answer = inspector.inspect(
        {.frames = frames(6), .passes = {{}, {.change = ClipChange::Reversed, .request = {}}}});
    EXPECT_EQ(answer.passes[0].probabilities, (std::vector<float>{2.0F, 5.0F, 4.0F}));
    EXPECT_EQ(answer.passes[1].probabilities, (std::vector<float>{5.0F, 2.0F, 4.0F}));
}

}  // namespace
}  // namespace handscope::pipeline
