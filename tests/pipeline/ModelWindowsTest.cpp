// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/ModelWindows.h"

#include <gtest/gtest.h>

#include "tests/support/SyntheticFrames.h"

namespace handscope::pipeline {
namespace {

model::ModelDescription windowed() {
    model::ModelDescription model;
    model.input.segments = 16;
    return model;
}

model::ModelDescription causal(double frameRate) {
    model::ModelDescription model;
    model.input.segments = 8;
    model.causal = true;
    model.frameRate = frameRate;
    return model;
}

TEST(ModelWindowsTest, AWindowedModelTakesTheWindowsThatWereChosen) {
    const WindowSettings windows = windowsFor(windowed(), 3.0, 0.5);
    EXPECT_DOUBLE_EQ(windows.length, 3.0);
    EXPECT_DOUBLE_EQ(windows.stride, 0.5);
    EXPECT_EQ(windows.segments, 16);
    EXPECT_FALSE(windows.fixedRate);
}

TEST(ModelWindowsTest, ACausalModelFixesItsWindows) {
    const WindowSettings windows = windowsFor(causal(10.0), 3.0, 0.5);
    EXPECT_DOUBLE_EQ(windows.length, 0.8);
    EXPECT_DOUBLE_EQ(windows.stride, 0.1);
    EXPECT_EQ(windows.segments, 8);
    EXPECT_TRUE(windows.fixedRate);
}

TEST(ModelWindowsTest, OnlyACausalModelLooksBackBeforeAWindow) {
    model::ModelDescription model = causal(10.0);
    model.blocks = {{"layer1.0", {model::Tap::Cmm}}, {"layer2.0", {}}, {"layer3.0", {}}};
    EXPECT_EQ(pastFramesFor(model), 6U);
    model.causal = false;
    EXPECT_EQ(pastFramesFor(model), 0U);
}

TEST(ModelWindowsTest, TheLastFramesCmmIsZeroUnlessItLooksBack) {
    EXPECT_EQ(newestMovingFrame(windowed()), 14);
    EXPECT_EQ(newestMovingFrame(causal(10.0)), 7);
    model::ModelDescription single = windowed();
    single.input.segments = 1;
    EXPECT_EQ(newestMovingFrame(single), 0);
}

class CausalWindowsTest : public ::testing::TestWithParam<double> {};

/// What the feeder relies on.
TEST_P(CausalWindowsTest, EachWindowBringsOneFrameAndSharesTheOthers) {
    for (const double modelRate : {7.5, 8.0, 12.0}) {
        WindowSampler sampler(windowsFor(causal(modelRate), 2.0, 0.25), /*mayBeShort=*/true);
        std::vector<capture::FramePtr> last;
        int windows = 0;
        for (int i = 0; i < static_cast<int>(20 * GetParam()); ++i) {
            sampler.push(test::greyFrame(100.0 + i / GetParam(), i));
            while (const auto window = sampler.takeNext()) {
                ASSERT_EQ(window->frames.size(), 8U);
                if (windows++ > 0) {
                    ASSERT_TRUE(std::equal(last.begin() + 1, last.end(), window->frames.begin()))
                        << "window " << window->place.index;
                }
                last = window->frames;
            }
        }
        EXPECT_GT(windows, 100);
    }
}

INSTANTIATE_TEST_SUITE_P(SourceRates, CausalWindowsTest,
                         ::testing::Values(7.0, 12.0, 15.0, 24.0, 25.0, 29.97, 30.0, 60.0));

}  // namespace
}  // namespace handscope::pipeline
