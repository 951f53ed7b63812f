// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/WindowRunner.h"

#include <gtest/gtest.h>

#include <map>

#include "tests/support/FakeClassifier.h"
#include "tests/support/SyntheticFrames.h"

namespace handscope::pipeline {
namespace {

using testing::FakeClassifier;
using testing::greyFrame;

class WindowRunnerTest : public ::testing::Test {
protected:
    std::map<double, int> prepared;
    std::shared_ptr<FakeClassifier> classifier = std::make_shared<FakeClassifier>(
        std::vector<std::string>{"a", "b"}, 8, [](const model::Clip& clip) {
            return std::vector<float>{clip.front()->front(), 1.0F - clip.front()->front()};
        });
    WindowRunner runner{classifier,
                        [this](const capture::Frame& frame) {
                            ++prepared[frame.pts];
                            return std::make_shared<const std::vector<float>>(3, 0.25F);
                        },
                        {}};
};

TEST_F(WindowRunnerTest, PreparesAFrameOnceForAllWindowsThatShareIt) {
    WindowSampler sampler({.length = 2.0, .stride = 0.25, .segments = 8}, true);
    for (int i = 0; i < 150; ++i) {
        sampler.push(greyFrame(i / 30.0));
        while (auto window = sampler.takeNext()) {
            runner.run(std::move(*window));
        }
    }
    EXPECT_EQ(classifier->calls(), 12);
    EXPECT_EQ(prepared.size(), 19U)
        << "8 frames of the first window, and one for each that follows";
    for (const auto& [pts, count] : prepared) {
        EXPECT_EQ(count, 1) << "frame at " << pts;
    }
}

TEST_F(WindowRunnerTest, HandsOnScoresMapsAndTimes) {
    Window window;
    window.end = 2.0;
    window.frames.assign(8, greyFrame(0.0));
    window.newestCapture = std::chrono::steady_clock::now() - std::chrono::seconds(1);
    const auto outcome = runner.run(window, {.taps = {{"layer1.0", model::Tap::Cmm}}, .mutes = {}});
    EXPECT_EQ(outcome.probabilities, (std::vector<float>{0.25F, 0.75F}));
    ASSERT_EQ(outcome.maps.size(), 1U);
    EXPECT_EQ(outcome.maps[0].point.block, "layer1.0");
    EXPECT_GE(outcome.times.wait, 1000.0);
}

}  // namespace
}  // namespace handscope::pipeline
