// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/WindowSampler.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "tests/support/SyntheticFrames.h"

namespace handscope::pipeline {
namespace {

using test::greyFrame;

std::vector<double> times(const Window& window) {
    std::vector<double> result;
    for (const auto& frame : window.frames) {
        result.push_back(frame->pts);
    }
    return result;
}

/// The definition, word by word, over all frames of a video.
std::vector<double> latestAtOrBefore(const std::vector<double>& video, double end, double length,
                                     int segments) {
    std::vector<double> picked;
    for (int i = 0; i < segments; ++i) {
        const double target = end - length + (i + 0.5) * length / segments;
        double best = video.front();
        for (const double time : video) {
            if (time <= target + 1e-6) {
                best = time;
            }
        }
        picked.push_back(best);
    }
    return picked;
}

std::vector<double> steadyVideo(double rate, double seconds, double start = 0.0) {
    std::vector<double> video;
    for (int i = 0; i < static_cast<int>(std::lround(rate * seconds)); ++i) {
        video.push_back(start + i / rate);
    }
    return video;
}

class WindowSamplerTest : public ::testing::Test {
protected:
    WindowSampler sampler{{.length = 2.0, .stride = 0.25, .segments = 8}, true};

    std::vector<Window> takeAll() {
        std::vector<Window> windows;
        while (auto window = sampler.takeNext()) {
            windows.push_back(std::move(*window));
        }
        return windows;
    }
};

TEST_F(WindowSamplerTest, GivesNoWindowBeforeItsLengthOfVideo) {
    for (const double time : steadyVideo(30, 2.0)) {
        sampler.push(greyFrame(time));
    }
    EXPECT_FALSE(sampler.takeNext());
    sampler.push(greyFrame(2.0));
    const auto window = sampler.takeNext();
    ASSERT_TRUE(window);
    EXPECT_DOUBLE_EQ(window->start, 0.0);
    EXPECT_DOUBLE_EQ(window->end, 2.0);
    EXPECT_FALSE(window->wholeRecording);
}

TEST_F(WindowSamplerTest, EndsWindowsOnAGridThatStartsAtTheFirstFrame) {
    for (const double time : steadyVideo(30, 3.0, 17.5)) {
        sampler.push(greyFrame(time));
    }
    std::vector<double> ends;
    for (const Window& window : takeAll()) {
        ends.push_back(window.end);
    }
    EXPECT_EQ(ends, (std::vector<double>{19.5, 19.75, 20.0, 20.25}));
}

TEST(WindowSamplerMemoryTest, OfAShortRecordingKeepsWhatItMayAndPicksFromThat) {
    constexpr std::size_t kFrames = 24;
    const auto bytes = greyFrame(0.0)->pixels.size();
    WindowSampler sampler({.length = 2.0, .stride = 0.25, .segments = 8}, true, kFrames * bytes);
    const auto video = steadyVideo(240, 1.9);
    for (const double time : video) {
        sampler.push(greyFrame(time));
        EXPECT_LE(sampler.held(), kFrames);
    }
    EXPECT_GT(sampler.held(), kFrames / 3) << "as many as fit, all but a factor";
    sampler.finish(1.9);
    const auto window = sampler.takeNext();
    ASSERT_TRUE(window);
    EXPECT_TRUE(window->wholeRecording);
    const auto exact = latestAtOrBefore(video, 1.9, 1.9, 8);
    for (std::size_t i = 0; i < exact.size(); ++i) {
        EXPECT_NEAR(times(*window)[i], exact[i], 2.0 * 1.9 / (kFrames / 3)) << i;
    }
}

TEST(WindowSamplerMemoryTest, WhatTurnsOutLongerHasItsFirstWindowAsEver) {
    constexpr std::size_t kFrames = 24;
    WindowSampler sampler({.length = 2.0, .stride = 0.25, .segments = 8}, true,
                          kFrames * greyFrame(0.0)->pixels.size());
    const auto video = steadyVideo(240, 2.2);
    for (const double time : video) {
        sampler.push(greyFrame(time));
    }
    const auto window = sampler.takeNext();
    ASSERT_TRUE(window);
    EXPECT_EQ(times(*window), latestAtOrBefore(video, 2.0, 2.0, 8));
}

TEST(WindowSamplerMemoryTest, RefusesWindowsThatMakeNoSense) {
    for (const WindowSettings& settings :
         {WindowSettings{.length = 1e300}, WindowSettings{.stride = 1e-300},
          WindowSettings{.length = std::nan("")}, WindowSettings{.segments = 0}}) {
        EXPECT_THROW(WindowSampler(settings, false), std::invalid_argument);
    }
}

class WindowSamplerRates : public ::testing::TestWithParam<double> {};

TEST_P(WindowSamplerRates, PicksTheLatestFrameAtOrBeforeEachInstant) {
    WindowSampler sampler({.length = 2.0, .stride = 0.25, .segments = 8}, true);
    const auto video = steadyVideo(GetParam(), 5.0, -0.3);
    int windows = 0;
    for (const double time : video) {
        sampler.push(greyFrame(time));
        while (const auto window = sampler.takeNext()) {
            EXPECT_EQ(times(*window), latestAtOrBefore(video, window->end, 2.0, 8));
            ++windows;
        }
    }
    // The last frame stands at (5 − 1/rate) s: the grid reaches 4.75 s but not 5.0 s.
    EXPECT_EQ(windows, 12);
}

INSTANTIATE_TEST_SUITE_P(FramesPerSecond, WindowSamplerRates,
                         ::testing::Values(5.0, 12.0, 15.0, 24.0, 25.0, 30.0, 59.94, 60.0, 240.0));

TEST_F(WindowSamplerTest, GivesTheSameInstantsForVariableRateAndDroppedFrames) {
    std::mt19937 random(7);
    std::exponential_distribution<double> gap(40.0);
    std::vector<double> video{0.0};
    while (video.back() < 6.0) {
        video.push_back(video.back() + gap(random));
    }
    int windows = 0;
    for (const double time : video) {
        sampler.push(greyFrame(time));
        while (const auto window = sampler.takeNext()) {
            EXPECT_EQ(times(*window), latestAtOrBefore(video, window->end, 2.0, 8));
            ++windows;
        }
    }
    EXPECT_EQ(windows, 17);
}

TEST_F(WindowSamplerTest, PicksExactlyTheFrameThatStandsOnAnInstant) {
    // At 24 frames a second 0.125 s is frame 3, though 3/24 and 0.125 may differ by rounding.
    for (const double time : steadyVideo(24, 3.0)) {
        sampler.push(greyFrame(time + 1e-9));
    }
    EXPECT_NEAR(times(*sampler.takeNext()).front(), 0.125, 1e-6);
}

TEST_F(WindowSamplerTest, GivesOneWindowOverTheWholeLengthOfAShortRecording) {
    for (const double time : steadyVideo(10, 0.8)) {
        sampler.push(greyFrame(time));
    }
    sampler.finish(0.8);
    const auto windows = takeAll();
    ASSERT_EQ(windows.size(), 1U);
    EXPECT_TRUE(windows[0].wholeRecording);
    EXPECT_DOUBLE_EQ(windows[0].end, 0.8);
    EXPECT_EQ(times(windows[0]), (std::vector<double>{0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7}));
}

TEST_F(WindowSamplerTest, RepeatsFramesOfARecordingWithFewerFramesThanSegments) {
    sampler.push(greyFrame(0.0));
    sampler.push(greyFrame(0.5));
    sampler.finish(1.0);
    const auto windows = takeAll();
    ASSERT_EQ(windows.size(), 1U);
    EXPECT_EQ(times(windows[0]), (std::vector<double>{0, 0, 0, 0, 0.5, 0.5, 0.5, 0.5}));
}

TEST_F(WindowSamplerTest, GivesNothingForAnEmptyRecording) {
    sampler.finish(0.0);
    EXPECT_FALSE(sampler.takeNext());
}

TEST_F(WindowSamplerTest, ReachesToTheEndOfTheLastFrame) {
    for (const double time : steadyVideo(10, 2.25)) {
        sampler.push(greyFrame(time));
    }
    EXPECT_EQ(takeAll().size(), 1U);
    sampler.finish(2.25);
    const auto rest = takeAll();
    ASSERT_EQ(rest.size(), 1U);
    EXPECT_DOUBLE_EQ(rest[0].end, 2.25);
    EXPECT_FALSE(rest[0].wholeRecording);
}

TEST_F(WindowSamplerTest, CountsTheWindowsThatTheNewestOneOvertook) {
    for (const double time : steadyVideo(30, 3.1)) {
        sampler.push(greyFrame(time));
    }
    const auto newest = sampler.takeNewest();
    ASSERT_TRUE(newest);
    EXPECT_DOUBLE_EQ(newest->end, 3.0);
    EXPECT_EQ(sampler.missed(), 4);  // 2.0, 2.25, 2.5 and 2.75
    EXPECT_FALSE(sampler.takeNewest());
    EXPECT_EQ(sampler.missed(), 4);
}

TEST_F(WindowSamplerTest, StartsTheGridAnewAfterADiscontinuity) {
    for (const double time : steadyVideo(30, 2.5)) {
        EXPECT_FALSE(sampler.push(greyFrame(time)));
    }
    takeAll();
    auto seeked = std::make_shared<capture::Frame>(*greyFrame(40.0));
    seeked->discontinuity = true;
    EXPECT_TRUE(sampler.push(seeked));
    for (const double time : steadyVideo(30, 2.1, 40.0 + 1.0 / 30)) {
        EXPECT_FALSE(sampler.push(greyFrame(time)));
    }
    const auto windows = takeAll();
    ASSERT_EQ(windows.size(), 1U);
    EXPECT_DOUBLE_EQ(windows[0].start, 40.0);
}

TEST_F(WindowSamplerTest, StartsTheGridAnewWhereTheFrameThatToldOfASeekIsLost) {
    for (const double time : steadyVideo(30, 2.5)) {
        EXPECT_FALSE(sampler.push(greyFrame(time)));
    }
    auto later = std::make_shared<capture::Frame>(*greyFrame(3.5));
    later->epoch = 1;
    EXPECT_TRUE(sampler.push(later)) << "a second later may also be a pause";
    auto next = std::make_shared<capture::Frame>(*greyFrame(3.6));
    next->epoch = 1;
    EXPECT_FALSE(sampler.push(next));
}

TEST_F(WindowSamplerTest, StartsTheGridAnewWhenTimeRunsBackwardsOrJumpsFar) {
    sampler.push(greyFrame(5.0));
    EXPECT_TRUE(sampler.push(greyFrame(1.0)));
    EXPECT_FALSE(sampler.push(greyFrame(1.0 + WindowSampler::kLongestGap)));
    EXPECT_TRUE(sampler.push(greyFrame(1e9)));
    EXPECT_LE(takeAll().size(), 40U);
}

TEST_F(WindowSamplerTest, APieceAfterASeekIsNoShortRecording) {
    auto seeked = std::make_shared<capture::Frame>(*greyFrame(59.0));
    seeked->discontinuity = true;
    sampler.push(seeked);
    sampler.push(greyFrame(59.5));
    sampler.finish(60.0);
    EXPECT_FALSE(sampler.takeNext());
}

TEST_F(WindowSamplerTest, HoldsOnlyFramesThatAWindowCanPick) {
    for (const double time : steadyVideo(240, 20.0)) {
        sampler.push(greyFrame(time));
        while (sampler.takeNext()) {
        }
        if (time > 2.1) {
            EXPECT_LE(sampler.held(), 10U);
        }
    }
}

TEST_F(WindowSamplerTest, HoldsFewFramesOfALiveSourceFromTheStart) {
    WindowSampler live({.length = 2.0, .stride = 0.25, .segments = 8}, false);
    for (const double time : steadyVideo(240, 1.9)) {
        live.push(greyFrame(time));
        EXPECT_LE(live.held(), 10U);
    }
}

TEST_F(WindowSamplerTest, SaysWhenTheFrameThatMadeAWindowDueWasCaptured) {
    std::chrono::steady_clock::time_point due;
    for (const double time : steadyVideo(30, 2.2)) {
        const auto frame = std::make_shared<capture::Frame>(*greyFrame(time));
        if (due == decltype(due){} && time >= 2.0 - 1e-6) {
            due = frame->captured;
            frame->conversion = std::chrono::milliseconds(3);
        }
        sampler.push(frame);
    }
    const auto window = sampler.takeNext();
    EXPECT_EQ(window->newestCapture, due);
    EXPECT_EQ(window->newestConversion, std::chrono::milliseconds(3));
}

TEST(WindowSamplerSettings, RefusesWhatMakesNoWindow) {
    EXPECT_THROW(WindowSampler({.length = 0.0}, true), std::invalid_argument);
    EXPECT_THROW(WindowSampler({.stride = 0.0}, true), std::invalid_argument);
    EXPECT_THROW(WindowSampler({.segments = 0}, true), std::invalid_argument);
    EXPECT_THROW(WindowSampler({.length = std::nan("")}, true), std::invalid_argument);
}

TEST(MayEndWithinAWindow, GoesByWhatTheHeaderSays) {
    WindowSettings windows{.length = 2.0};
    capture::SourceDescription source;
    EXPECT_TRUE(mayEndWithinAWindow(source, windows)) << "it says nothing";
    source.durationSeconds = 2.5;
    EXPECT_TRUE(mayEndWithinAWindow(source, windows)) << "it may be rounded";
    source.durationSeconds = 60.0;
    EXPECT_FALSE(mayEndWithinAWindow(source, windows));
    source.streamSeconds = 1.5;
    EXPECT_TRUE(mayEndWithinAWindow(source, windows)) << "its sound alone is longer";
    source.streamSeconds = 1000.0;
    EXPECT_FALSE(mayEndWithinAWindow(source, windows));
    windows.length = 980.0;
    EXPECT_TRUE(mayEndWithinAWindow(source, windows));
    source.live = true;
    EXPECT_FALSE(mayEndWithinAWindow(source, windows));
}

TEST(WindowSamplerFixedRateTest, AShortRecordingKeepsTheDistanceOfItsFrames) {
    WindowSampler fixed({.length = 1.0, .stride = 0.125, .segments = 8, .fixedRate = true}, true);
    for (const double time : steadyVideo(40.0, 0.5)) {
        fixed.push(greyFrame(time));
    }
    fixed.finish(0.5);
    const auto window = fixed.takeNext();
    ASSERT_TRUE(window);
    EXPECT_TRUE(window->wholeRecording);
    EXPECT_DOUBLE_EQ(window->end, 0.5);
    const auto picked = times(*window);
    ASSERT_EQ(picked.size(), 4U);
    for (std::size_t i = 0; i < 4; ++i) {
        EXPECT_NEAR(picked[i], 0.05 + 0.125 * static_cast<double>(i), 0.0126);
    }
}

TEST(WindowSamplerFixedRateTest, TheShortestRecordingGivesOneFrame) {
    WindowSampler fixed({.length = 1.0, .stride = 0.125, .segments = 8, .fixedRate = true}, true);
    fixed.push(greyFrame(3.0));
    fixed.finish(3.02);
    const auto window = fixed.takeNext();
    ASSERT_TRUE(window);
    EXPECT_EQ(times(*window), std::vector<double>{3.0});
}

TEST_F(WindowSamplerTest, CountsItsGrids) {
    const auto placesOf = [this](double start) {
        for (const double time : steadyVideo(30.0, 2.3, start)) {
            sampler.push(greyFrame(time));
        }
        std::vector<GridPlace> places;
        for (const Window& window : takeAll()) {
            places.push_back(window.place);
        }
        return places;
    };
    EXPECT_EQ(placesOf(0.0), (std::vector<GridPlace>{{0, 0}, {0, 1}}));
    EXPECT_EQ(placesOf(50.0), (std::vector<GridPlace>{{1, 0}, {1, 1}}));
}

}  // namespace
}  // namespace handscope::pipeline
