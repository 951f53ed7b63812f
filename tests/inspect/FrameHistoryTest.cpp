// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspect/FrameHistory.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <fstream>
#include <random>
#include <stdexcept>
#include <thread>

#include "tests/inspect/InspectedFrames.h"
#include "tests/support/SyntheticFrames.h"

namespace handscope::app {
namespace {

using test::greyFrame;
using test::noiseFrame;

constexpr HistoryLimits kNoLimit{.bytes = 1'000'000'000, .seconds = 0.0};

/// A frame without a discontinuity whose brightness tells its time: a level for each tenth.
capture::FramePtr frameAt(double pts, std::int64_t sequence = 0) {
    return greyFrame(pts, sequence, static_cast<std::uint8_t>(std::lround(pts * 10.0)), 16, 16);
}

capture::FramePtr afterBreak(double pts) {
    auto frame = std::make_shared<capture::Frame>(*frameAt(pts));
    frame->discontinuity = true;
    return frame;
}

/// Frames from `first` until before `end`, a tenth of a second apart; and waits for them.
void play(FrameHistory& history, double first, double end, bool afterSeek = false) {
    const auto count = std::lround((end - first) * 10.0);
    for (long i = 0; i < count; ++i) {
        const double pts = first + static_cast<double>(i) / 10.0;
        history.push(i == 0 && afterSeek ? afterBreak(pts) : frameAt(pts, i));
        history.flush();  // or the queue would drop some
    }
}

std::vector<double> times(const std::vector<capture::FramePtr>& frames) {
    std::vector<double> result;
    for (const capture::FramePtr& frame : frames) {
        result.push_back(std::round(frame->pts * 1000.0) / 1000.0);
    }
    return result;
}

TEST(FrameHistoryTest, IsEmptyAtFirst) {
    const FrameHistory history;
    EXPECT_EQ(history.bytes(), 0U);
    EXPECT_EQ(history.span(), std::nullopt);
    EXPECT_EQ(history.stepTime(1.0, 1), std::nullopt);
    EXPECT_TRUE(history.pictures().empty());
    EXPECT_TRUE(history.thumbnails(5).empty());
    EXPECT_EQ(history.window(2.0, {}, 0), std::nullopt);
}

TEST(FrameHistoryTest, StepsFromFrameToFrame) {
    FrameHistory history(kNoLimit);
    play(history, 0.0, 1.0);
    EXPECT_NEAR(history.stepTime(0.3, 1).value(), 0.4, 1e-9);
    EXPECT_NEAR(history.stepTime(0.3, -1).value(), 0.2, 1e-9);
    EXPECT_NEAR(history.stepTime(0.35, 1).value(), 0.4, 1e-9);
    EXPECT_NEAR(history.stepTime(0.35, -1).value(), 0.3, 1e-9);
    EXPECT_EQ(history.stepTime(0.9, 1), std::nullopt);
    EXPECT_EQ(history.stepTime(0.0, -1), std::nullopt);
}

TEST(FrameHistoryTest, KeepsTheLastSecondsOfALiveSource) {
    FrameHistory history({.bytes = 1'000'000'000, .seconds = 2.0});
    play(history, 0.0, 5.0);
    EXPECT_NEAR(history.span()->first, 2.9, 1e-9);
    EXPECT_NEAR(history.span()->last, 4.9, 1e-9);
    EXPECT_EQ(history.counts().kept, 50);
}

TEST(FrameHistoryTest, StaysUnderItsCapInBytes) {
    FrameHistory history({.bytes = 200'000, .seconds = 0.0});
    std::size_t most = 0;
    for (int i = 0; i < 300; ++i) {
        history.push(noiseFrame(i * 0.1, 32 + i % 64, 32 + i % 48, static_cast<std::uint32_t>(i)));
        history.flush();
        most = std::max(most, history.bytes());
    }
    EXPECT_LE(most, 200'000U);
    EXPECT_GT(history.bytes(), 150'000U) << "and uses what it may";
    EXPECT_NEAR(history.span()->last, 29.9, 1e-9);
    history.clear(SourceTime::Live);
    EXPECT_EQ(history.bytes(), 0U);
    EXPECT_EQ(history.frames(), 0U);
}

TEST(FrameHistoryTest, LargePicturesLoseMoreSoThatTheSecondsFit) {
    const auto frame = [](int i) {
        return noiseFrame(i / 10.0, 160, 120, static_cast<std::uint32_t>(i));
    };
    const std::size_t best = compressed(*frame(1), FrameHistory::kThumbnailHeight)->bytes();
    const std::size_t least =
        compressed(*frame(1), FrameHistory::kThumbnailHeight, kLeastQuality)->bytes();
    ASSERT_LT(least * 1.3, best);
    constexpr double kSeconds = 10.0;
    const auto spanWith = [&](std::size_t bytesOfAFrame) {
        FrameHistory history({.bytes = bytesOfAFrame * 100, .seconds = kSeconds});
        for (int i = 0; i < 300; ++i) {
            history.push(frame(i));
            history.flush();
        }
        EXPECT_LE(history.bytes(), bytesOfAFrame * 100);
        const auto span = history.span().value();
        return span.last - span.first;
    };
    EXPECT_GT(spanWith((best + least) / 2), 0.97 * kSeconds);
    EXPECT_NEAR(spanWith(least / 2), 0.5 * kSeconds, 0.05 * kSeconds) << "there is a least quality";
}

TEST(FrameHistoryTest, QualityComesBackWithTheRoom) {
    const auto frame = noiseFrame(1.0, 160, 120, 1);
    const auto best = compressed(*frame, FrameHistory::kThumbnailHeight)->bytes();
    FrameHistory history({.bytes = 10'000, .seconds = 10.0});
    const auto playNoise = [&](int first, int end) {
        for (int i = first; i < end; ++i) {
            history.push(noiseFrame(i / 10.0, 160, 120, static_cast<std::uint32_t>(i)));
            history.flush();
        }
    };
    playNoise(0, 30);
    history.setLimits({.bytes = 1'000'000'000, .seconds = 10.0});
    playNoise(30, 90);
    EXPECT_NEAR(static_cast<double>(history.pictures().back()->bytes()), static_cast<double>(best),
                0.02 * static_cast<double>(best));
}

TEST(FrameHistoryTest, AFileIsKeptAsWellAsCanBeAfterACameraThatWasNot) {
    const auto noise = [](int i) {
        return noiseFrame(i / 10.0, 160, 120, static_cast<std::uint32_t>(i));
    };
    FrameHistory history({.bytes = 10'000, .seconds = 10.0});
    const auto play = [&](int first, int end) {
        for (int i = first; i < end; ++i) {
            history.push(noise(i));
            history.flush();
        }
    };
    play(0, 30);
    history.setLimits({.bytes = 1'000'000'000, .seconds = 0.0});
    history.clear(SourceTime::Seekable);
    play(0, 2);
    ASSERT_EQ(history.pictures().size(), 2U);
    EXPECT_EQ(history.pictures()[1]->bytes(),
              compressed(*noise(1), FrameHistory::kThumbnailHeight)->bytes());
}

/// Pages of this process in memory, bytes.
std::size_t residentBytes() {
    std::ifstream stream("/proc/self/statm");
    std::size_t total = 0;
    std::size_t resident = 0;
    stream >> total >> resident;
    return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

TEST(FrameHistoryTest, TakesNoMoreMemoryTheLongerItRuns) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "the sanitizer keeps freed memory, to find who uses it after";
#endif
    FrameHistory history({.bytes = 4'000'000, .seconds = 0.0});
    const auto first = noiseFrame(0.0, 320, 240, 1);
    const auto run = [&](int from, int to) {
        for (int i = from; i < to; ++i) {
            auto frame = std::make_shared<capture::Frame>(*first);
            frame->pts = i / 30.0;
            history.push(std::move(frame));
            history.flush();
        }
    };
    run(0, 300);
    const std::size_t before = residentBytes();
    run(300, 1500);
    EXPECT_LT(residentBytes(), before + 8'000'000) << "of 140 MB that went by";
}

TEST(FrameHistoryTest, RefusesAFrameThatIsLargerThanTheCap) {
    FrameHistory history({.bytes = 2000, .seconds = 0.0});
    history.push(noiseFrame(0.0, 200, 200, 1));
    history.flush();
    EXPECT_EQ(history.counts().refused, 1);
    EXPECT_EQ(history.frames(), 0U);
}

TEST(FrameHistoryTest, RefusesAFrameThatHoldsFewerPixelsThanItSays) {
    FrameHistory history;
    auto broken = std::make_shared<capture::Frame>(*frameAt(1.0));
    broken->pixels.resize(5);
    history.push(broken);
    play(history, 1.1, 1.3);
    EXPECT_EQ(history.counts().refused, 1);
    EXPECT_EQ(history.frames(), 2U) << "and goes on";
}

TEST(FrameHistoryTest, ANewLimitCountsFromTheNextFrameOn) {
    FrameHistory history(kNoLimit);
    play(history, 0.0, 3.0);
    history.setLimits({.bytes = 1'000'000'000, .seconds = 1.0});
    EXPECT_EQ(history.frames(), 30U);
    play(history, 3.0, 3.1);
    EXPECT_NEAR(history.span()->first, 2.0, 1e-9);
}

TEST(FrameHistoryTest, ALiveSourceWhoseTimeStartsAnewLosesItsPast) {
    FrameHistory history;
    play(history, 50.0, 51.0);
    play(history, 0.0, 0.5);  // backwards, with or without the mark of a break
    EXPECT_EQ(history.span(), (HistorySpan{0.0, 0.4}));
    play(history, 7.0, 7.2, /*afterSeek=*/true);
    EXPECT_EQ(history.span(), (HistorySpan{7.0, 7.1}));
}

TEST(FrameHistoryTest, AFilePlayedAgainHasEachFrameOnce) {
    FrameHistory history(kNoLimit, SourceTime::Seekable);
    play(history, 0.0, 2.0);
    play(history, 5.0, 6.0, /*afterSeek=*/true);
    play(history, 1.0, 3.0, /*afterSeek=*/true);
    EXPECT_EQ(history.frames(), 40U);
    EXPECT_EQ(history.counts().known, 10);
    EXPECT_EQ(history.span(), (HistorySpan{0.0, 5.9}));
    EXPECT_NEAR(history.stepTime(2.5, 1).value(), 2.6, 1e-9);
    EXPECT_NEAR(history.stepTime(2.9, 1).value(), 5.0, 1e-9);
}

TEST(FrameHistoryTest, OfAFileWhatWasPlayedLongestAgoGoesFirst) {
    FrameHistory history(kNoLimit, SourceTime::Seekable);
    play(history, 5.0, 7.0);
    play(history, 0.0, 1.0, /*afterSeek=*/true);
    history.setLimits({.bytes = history.bytes(), .seconds = 0.0});
    play(history, 1.0, 2.0);
    EXPECT_NEAR(history.span()->first, 0.0, 1e-9);
    EXPECT_GT(history.stepTime(1.9, 1).value(), 5.05)
        << "5.0 and what followed went, though its time is later";
    EXPECT_NEAR(history.span()->last, 6.9, 1e-9);
}

TEST(FrameHistoryTest, FramesOfASourceThatHasGoneAreNotTakenIn) {
    FrameHistory history(kNoLimit);
    for (int i = 0; i < 6; ++i) {
        history.push(noiseFrame(i, 640, 480, 1));
    }
    history.clear(SourceTime::Live);
    play(history, 0.0, 0.3);
    EXPECT_EQ(history.frames(), 3U);
    const HistoryCounts counts = history.counts();
    EXPECT_EQ(counts.pushed, 9);
    EXPECT_EQ(counts.pushed, counts.kept + counts.known + counts.dropped + counts.refused);
}

TEST(FrameHistoryTest, NeverHoldsUpTheCaptureThreadAndCountsWhatItDropped) {
    FrameHistory history(kNoLimit);
    const auto picture = noiseFrame(0.0, 320, 240, 1);
    for (int i = 0; i < 500; ++i) {  // much faster than they can be compressed
        auto frame = std::make_shared<capture::Frame>(*picture);
        frame->pts = i / 30.0;
        history.push(std::move(frame));
    }
    history.flush();
    const HistoryCounts counts = history.counts();
    EXPECT_EQ(counts.pushed, 500);
    EXPECT_EQ(counts.kept + counts.dropped, 500);
    EXPECT_GE(counts.kept, 8) << "the newest at least";
    EXPECT_EQ(history.frames(), static_cast<std::size_t>(counts.kept));
    EXPECT_NEAR(history.span()->last, 499 / 30.0, 1e-9);
}

TEST(FrameHistoryTest, CanBeAskedWhileFramesCome) {
    FrameHistory history({.bytes = 300'000, .seconds = 0.0});
    std::jthread capture([&](const std::stop_token& stop) {
        for (int i = 0; !stop.stop_requested(); ++i) {
            history.push(frameAt(i / 30.0));
            if (i % 500 == 499) {
                history.clear(SourceTime::Live);
            }
        }
    });
    for (int i = 0; i < 200; ++i) {
        if (const auto span = history.span()) {
            history.pictures();
            history.window(span->last, {.length = 0.5, .segments = 4}, 3);
            history.thumbnails(8);
        }
        EXPECT_LE(history.bytes(), 300'000U);
    }
}

TEST(FrameHistoryTest, ThumbnailsLieEvenlyOverTheSpan) {
    FrameHistory history(kNoLimit);
    for (int i = 0; i <= 100; ++i) {
        history.push(greyFrame(i / 10.0, i, static_cast<std::uint8_t>(i * 2), 192, 108));
        history.flush();
    }
    const auto strip = history.thumbnails(5);
    ASSERT_EQ(strip.size(), 5U);
    for (std::size_t i = 0; i < 5; ++i) {
        EXPECT_NEAR(strip[i].pts, 1.0 + 2.0 * static_cast<double>(i), 1e-9);
        EXPECT_EQ(strip[i].picture.height, FrameHistory::kThumbnailHeight);
        EXPECT_EQ(strip[i].picture.width, 96);
        EXPECT_NEAR(strip[i].picture.pixels.front(), strip[i].pts * 20.0, 1.0);
    }
    EXPECT_EQ(history.thumbnails(1, 27).front().picture.width, 48);
    EXPECT_EQ(history.thumbnails(300).size(), 300U) << "some several times";
    EXPECT_TRUE(history.thumbnails(0).empty());
}

class HistoryWindow : public ::testing::TestWithParam<std::uint32_t> {};

// The sampler is the reference: whatever the frames' times, both choose the same.
TEST_P(HistoryWindow, HasTheFramesThatTheSamplerTakes) {
    std::mt19937 random(GetParam());
    std::uniform_real_distribution<double> interval(0.005, 0.12);
    const pipeline::WindowSettings settings{.length = 1.3, .stride = 0.21, .segments = 5};
    pipeline::WindowSampler sampler(settings, /*mayBeShort=*/false);
    FrameHistory history(kNoLimit);
    double pts = 3.0;
    for (int i = 0; i < 80; ++i) {
        history.push(frameAt(pts, i));
        history.flush();
        sampler.push(frameAt(pts, i));
        pts += interval(random);
    }
    int compared = 0;
    while (const auto expected = sampler.takeNext()) {
        const auto found = history.window(expected->end, settings, 0);
        ASSERT_TRUE(found.has_value()) << "that ends at " << expected->end;
        EXPECT_EQ(times(found->window.frames), times(expected->frames));
        EXPECT_NEAR(found->window.start, expected->start, 1e-9);
        ++compared;
    }
    EXPECT_GT(compared, 3);
}

INSTANTIATE_TEST_SUITE_P(Sources, HistoryWindow, ::testing::Range(1U, 6U));

/// As in WindowAtTest: a frame every tenth of a second, windows of four at 5 a second.
const pipeline::WindowSettings kWindows{.length = 0.8, .stride = 0.2, .segments = 4};

TEST(FrameHistoryTest, ACausalModelGetsWhatCameBefore) {
    FrameHistory history(kNoLimit);
    play(history, 0.0, 4.0);
    const auto found = history.window(2.0, kWindows, 3);
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(times(found->window.frames), (std::vector<double>{1.3, 1.5, 1.7, 1.9}));
    EXPECT_EQ(times(found->past), (std::vector<double>{0.7, 0.9, 1.1}));
    EXPECT_EQ(times(history.window(1.2, kWindows, 40)->past), (std::vector<double>{0.1, 0.3}))
        << "the past ends at the beginning";
}

TEST(FrameHistoryTest, EveryWindowStandsOnAGridOfItsOwn) {
    FrameHistory history(kNoLimit);
    play(history, 0.0, 1.0);
    const auto first = history.window(0.9, kWindows, 0)->window.place;
    const auto second = history.window(0.9, kWindows, 0)->window.place;
    EXPECT_NE(first.grid, second.grid);
    EXPECT_LT(first.grid, 0) << "so that it is never taken for one of the sampler's";
}

TEST(FrameHistoryTest, ThereIsNoWindowWhereTheVideoDoesNotReach) {
    FrameHistory history(kNoLimit);
    play(history, 1.0, 3.0);
    EXPECT_EQ(history.window(1.7, kWindows, 0), std::nullopt) << "begins too early";
    EXPECT_TRUE(history.window(1.8, kWindows, 0).has_value());
    EXPECT_TRUE(history.window(3.0, kWindows, 0).has_value()) << "when the last frame ends";
    EXPECT_EQ(history.window(3.1, kWindows, 0), std::nullopt) << "is yet to come";
}

TEST(FrameHistoryTest, AWindowNeverLeadsAcrossAHole) {
    FrameHistory history(kNoLimit, SourceTime::Seekable);
    play(history, 0.0, 2.0);
    play(history, 5.0, 7.0, /*afterSeek=*/true);
    EXPECT_TRUE(history.window(1.9, kWindows, 0).has_value());
    EXPECT_TRUE(history.window(2.0, kWindows, 0).has_value());
    for (const double end : {2.3, 3.5, 5.0, 5.1, 5.7}) {
        EXPECT_EQ(history.window(end, kWindows, 0), std::nullopt) << end;
    }
    EXPECT_EQ(times(history.window(6.2, kWindows, 9)->past), (std::vector<double>{5.1, 5.3}))
        << "nor does the past";
    play(history, 1.0, 5.0, /*afterSeek=*/true);
    play(history, 5.0, 5.1);  // what follows was there already
    EXPECT_TRUE(history.window(3.5, kWindows, 0).has_value());
    EXPECT_TRUE(history.window(5.5, kWindows, 0).has_value()) << "now nothing is missing";
}

TEST(FrameHistoryTest, AFewLostFramesAreNoHole) {
    FrameHistory history(kNoLimit);
    for (const double pts : {0.0, 0.1, 0.5, 0.6, 1.0}) {
        history.push(frameAt(pts));
        history.flush();
    }
    EXPECT_EQ(times(history.window(1.0, kWindows, 0)->window.frames),
              (std::vector<double>{0.1, 0.5, 0.6, 0.6}));
}

TEST(FrameHistoryTest, ASlowSourceHasNoHoles) {
    FrameHistory history(kNoLimit);
    for (int i = 0; i < 10; ++i) {
        history.push(frameAt(i * 2.0));
        history.flush();
    }
    EXPECT_EQ(times(history.window(16.0, {.length = 8.0, .segments = 4}, 1)->window.frames),
              (std::vector<double>{8.0, 10.0, 12.0, 14.0}));
}

TEST(FrameHistoryTest, RefusesWindowsWithoutLengthOrFrames) {
    const FrameHistory history;
    EXPECT_THROW(history.window(1.0, {.length = 0.0}, 0), std::invalid_argument);
    EXPECT_THROW(history.window(1.0, {.segments = 0}, 0), std::invalid_argument);
}

TEST(FrameHistoryTest, PicturesStayWholeForWhoeverHoldsThem) {
    FrameHistory history(kNoLimit);
    play(history, 0.0, 1.0);
    const auto pictures = history.pictures();
    ASSERT_EQ(pictures.size(), 10U);
    history.clear(SourceTime::Live);
    EXPECT_TRUE(history.pictures().empty());
    EXPECT_DOUBLE_EQ(pictures[3]->pts, 0.3);
    EXPECT_NEAR(decompressed(*pictures[3])->pixels[0], 3, 1) << "level 3 for 0.3 s";
}

}  // namespace
}  // namespace handscope::app
