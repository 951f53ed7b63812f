// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/WindowRunner.h"

#include <gtest/gtest.h>

#include <map>

#include "tests/support/FakeClassifier.h"
#include "tests/support/SyntheticFrames.h"

namespace handscope::pipeline {
namespace {

using test::FakeClassifier;
using test::greyFrame;

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

TEST(WindowRunnerChangeTest, TheNetworkSeesTheChangedClip) {
    const auto classifier = std::make_shared<FakeClassifier>(
        std::vector<std::string>{"a", "b"}, 2, [](const model::Clip& clip) {
            return std::vector<float>{clip.front()->front(), clip.back()->front()};
        });
    WindowRunner runner(classifier,
                        [](const capture::Frame& frame) {
                            return std::make_shared<const std::vector<float>>(
                                3, static_cast<float>(frame.pts));
                        },
                        {});
    Window window;
    window.end = 2.0;
    window.frames = {greyFrame(0.25), greyFrame(0.75)};
    EXPECT_EQ(runner.run(window).probabilities, (std::vector<float>{0.25F, 0.75F}));
    window.end = 2.25;
    EXPECT_EQ(runner.run(window, {}, ClipChange::Reversed).probabilities,
              (std::vector<float>{0.75F, 0.25F}));
}

TEST_F(WindowRunnerTest, HandsOnScoresMapsAndTimes) {
    Window window;
    window.end = 2.0;
    window.frames.assign(8, greyFrame(0.0));
    window.newestCapture = std::chrono::steady_clock::now() - std::chrono::seconds(1);
    window.newestConversion = std::chrono::milliseconds(250);
    const auto outcome = runner.run(window, {.taps = {{"layer1.0", model::Tap::Cmm}}, .mutes = {}});
    EXPECT_EQ(outcome.probabilities, (std::vector<float>{0.25F, 0.75F}));
    ASSERT_EQ(outcome.maps.size(), 1U);
    EXPECT_EQ(outcome.maps[0].point.block, "layer1.0");
    EXPECT_DOUBLE_EQ(outcome.times.capture, 250.0);
    EXPECT_GE(outcome.times.wait, 750.0);
    EXPECT_LT(outcome.times.wait, 10'000.0);
}

/// A causal network of four frames at 4 a second, on frames whose brightness is their number.
class CausalWindowRunnerTest : public ::testing::Test {
protected:
    using Pushes = std::vector<std::vector<float>>;

    std::shared_ptr<FakeClassifier> classifier = std::make_shared<FakeClassifier>(
        std::vector<std::string>{"a"}, 4, [](const model::Clip& clip) {
            return std::vector<float>{static_cast<float>(clip.size())};
        });
    std::shared_ptr<test::FeedLog> log = classifier->makeCausal(4.0);
    WindowRunner runner{classifier,
                        [](const capture::Frame& frame) {
                            return std::make_shared<const std::vector<float>>(
                                3, static_cast<float>(frame.pixels.front()));
                        },
                        {}};
    WindowSampler sampler{{.length = 1.0, .stride = 0.25, .segments = 4, .fixedRate = true}, true};
    model::ClassifyRequest maps{.taps = {{"layer1.0", model::Tap::Cmm}}, .mutes = {}};
    int number = 0;

    /// One frame at each instant that a window reads.
    void film(int frames, double start) {
        for (int i = 0; i < frames; ++i) {
            sampler.push(greyFrame(start + 0.25 * i, 0, static_cast<std::uint8_t>(number++)));
        }
    }
};

TEST_F(CausalWindowRunnerTest, FeedsEachFrameOnce) {
    film(8, 0.0);
    while (auto window = sampler.takeNext()) {
        runner.run(std::move(*window));
    }
    EXPECT_EQ(log->pushes, (Pushes{{0, 1, 2, 3}, {4}, {5}, {6}}));
    EXPECT_EQ(classifier->calls(), 0) << "a window is never computed whole";
}

TEST_F(CausalWindowRunnerTest, FeedsTheFramesOfMissedWindowsWithTheNext) {
    film(5, 0.0);
    runner.run(*sampler.takeNewest());
    film(3, 1.25);
    const auto outcome = runner.run(*sampler.takeNewest(), maps);
    EXPECT_EQ(log->pushes, (Pushes{{0, 1, 2, 3}, {4, 5, 6}}));
    EXPECT_EQ(outcome.maps.front().frames, 4);
    EXPECT_EQ(outcome.window.frames.size(), 4U);
}

TEST_F(CausalWindowRunnerTest, AChangedWindowStandsAlone) {
    film(6, 0.0);
    runner.run(*sampler.takeNext());
    runner.run(*sampler.takeNext(), maps, ClipChange::Reversed);
    EXPECT_EQ(log->pushes, (Pushes{{0, 1, 2, 3}})) << "the stream does not hear of it";
    EXPECT_EQ(classifier->calls(), 1);
}

TEST_F(CausalWindowRunnerTest, BeginsAnewAfterASeek) {
    film(5, 0.0);
    runner.run(*sampler.takeNewest());
    film(6, 60.0);
    runner.run(*sampler.takeNewest());
    EXPECT_EQ(log->pushes, (Pushes{{0, 1, 2, 3}, {6, 7, 8, 9}}));
    EXPECT_EQ(log->resets, 1);
}

TEST_F(CausalWindowRunnerTest, RunsARecordingShorterThanAWindow) {
    film(3, 0.0);
    sampler.finish(0.75);
    const auto outcome = runner.run(*sampler.takeNext(), maps);
    EXPECT_EQ(log->pushes, (Pushes{{0, 1, 2}}));
    EXPECT_EQ(outcome.maps.front().frames, 3);
    EXPECT_EQ(outcome.window.frames.size(), 3U);
}

TEST_F(CausalWindowRunnerTest, ReadsTheWindowRunLastFromTheStream) {
    film(5, 0.0);
    const auto outcome = runner.run(*sampler.takeNext());
    EXPECT_EQ(runner.classify(outcome.window, maps).maps.front().values,
              (std::vector<float>{0, 1, 2, 3}));
    EXPECT_EQ(log->repeats, 1);
    EXPECT_EQ(classifier->calls(), 0);
}

TEST_F(CausalWindowRunnerTest, ReadsAnyOtherWindowWithoutTheStream) {
    film(6, 0.0);
    const auto first = runner.run(*sampler.takeNext());
    runner.run(*sampler.takeNext());
    runner.classify(first.window, maps);
    EXPECT_EQ(log->repeats, 0);
    EXPECT_EQ(classifier->calls(), 1);
}

}  // namespace
}  // namespace handscope::pipeline
