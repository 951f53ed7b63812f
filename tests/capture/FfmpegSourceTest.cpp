// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "capture/FrameSource.h"
#include "tests/capture/SourceFixture.h"

namespace handscope::capture {
namespace {

using testing::HasSubstr;

/// Sources that FFmpeg computes itself.
class FfmpegSourceTest : public SourceFixture {
protected:
    void SetUp() override {}  // needs no tool
};

TEST_F(FfmpegSourceTest, DescribesATestPattern) {
    const auto source = openSource("lavfi:testsrc=size=64x48:rate=15");
    const SourceDescription& description = source->description();
    EXPECT_EQ(description.address, "lavfi:testsrc=size=64x48:rate=15");
    EXPECT_EQ(description.format, "lavfi");
    EXPECT_EQ(description.width, 64);
    EXPECT_EQ(description.height, 48);
    EXPECT_DOUBLE_EQ(description.frameRate, 15.0);
    EXPECT_FALSE(description.live);
    EXPECT_FALSE(description.seekable);
    EXPECT_EQ(description.durationSeconds, std::nullopt);
}

TEST_F(FfmpegSourceTest, GivesEveryFrameItsPtsAndNumber) {
    const auto source = openSource("lavfi:testsrc2=size=64x48:rate=10:duration=2");
    const auto frames = readAll(*source);
    ASSERT_EQ(frames.size(), 20U);
    for (std::size_t i = 0; i < frames.size(); ++i) {
        EXPECT_NEAR(frames[i]->pts, static_cast<double>(i) / 10.0, 1e-9);
        EXPECT_EQ(frames[i]->sequence, static_cast<std::int64_t>(i));
        EXPECT_FALSE(frames[i]->discontinuity);
    }
    EXPECT_EQ(source->counts().frames, 20);
    EXPECT_EQ(source->counts().packets, 20);
    EXPECT_EQ(source->counts().corruptPackets, 0);
    EXPECT_EQ(source->read(), nullptr);
}

TEST_F(FfmpegSourceTest, StampsTheMomentOfCapture) {
    const auto source = openSource("lavfi:testsrc2=size=64x48:rate=10:duration=1");
    const auto before = std::chrono::steady_clock::now();
    const auto frames = readAll(*source);
    const auto after = std::chrono::steady_clock::now();
    auto last = before;
    for (const FramePtr& frame : frames) {
        EXPECT_GE(frame->captured, last);
        EXPECT_LE(frame->captured, after);
        last = frame->captured;
    }
}

TEST_F(FfmpegSourceTest, KeepsAFramesPixelsWhileItIsHeld) {
    const auto source = openSource("lavfi:testsrc2=size=64x48:rate=10:duration=1");
    const FramePtr first = source->read();
    const auto copy = first->pixels;
    const auto rest = readAll(*source);
    EXPECT_EQ(first->pixels, copy);
    EXPECT_NE(rest.back()->pixels, copy);
}

TEST_F(FfmpegSourceTest, CannotSeekATestPattern) {
    const auto source = openSource("lavfi:testsrc=size=64x48");
    EXPECT_THROW(source->seek(0.0), CaptureError);
}

TEST_F(FfmpegSourceTest, GivesNothingAfterAnInterrupt) {
    const auto source = openSource("lavfi:testsrc=size=64x48");
    ASSERT_NE(source->read(), nullptr);
    source->interrupt();
    EXPECT_EQ(source->read(), nullptr);
    EXPECT_EQ(source->read(), nullptr);
}

TEST_F(FfmpegSourceTest, AnotherThreadsInterruptEndsAnEndlessSource) {
    const auto source = openSource("lavfi:testsrc=size=64x48");
    std::jthread interrupter([&source] { source->interrupt(); });
    while (source->read() != nullptr) {
    }
    EXPECT_EQ(source->read(), nullptr);
}

TEST_F(FfmpegSourceTest, RefusesAGraphThatDoesNotExist) {
    EXPECT_THAT(refusal("lavfi:testsrc=size=nonsense"), HasSubstr("cannot be opened"));
    EXPECT_NE(refusal("lavfi:"), "");
}

TEST_F(FfmpegSourceTest, NamesAnOptionThatTheInputDoesNotKnow) {
    SourceOptions options;
    options.formatOptions["vide_size"] = "64x48";
    EXPECT_THAT(refusal("lavfi:testsrc", options), HasSubstr("'vide_size' is unknown"));
}

TEST_F(FfmpegSourceTest, NamesTheOptionsWhoseValuesTheInputDoesNotTake) {
    for (const char* value : {"many", "1"}) {  // no number; fewer bytes than FFmpeg allows
        SourceOptions options;
        options.formatOptions = {{"fpsprobesize", "3"}, {"probesize", value}};
        EXPECT_THAT(
            refusal("lavfi:testsrc", options),
            HasSubstr(std::string("with these options: fpsprobesize=3 probesize=") + value + "."));
        EXPECT_THROW(openSource("lavfi:testsrc", options), SourceOptionError);
    }
}

TEST_F(FfmpegSourceTest, ExplainsADeviceThatIsNotThere) {
    EXPECT_THAT(refusal("v4l2:/dev/video9999"), HasSubstr("connected"));
}

class FfmpegSourceSizeTest : public testing::TestWithParam<std::pair<int, int>> {};

TEST_P(FfmpegSourceSizeTest, PacksRowsOfAnySize) {
    const auto [width, height] = GetParam();
    const std::string size = std::to_string(width) + ":" + std::to_string(height);
    for (const char* format : {"rgb24", "yuv420p", "yuv422p", "yuv444p", "gray", "yuv420p10le"}) {
        const auto source = openSource(
            "lavfi:color=c=0x20A0E0:size=64x48:rate=5:duration=0.2,format=gbrp,scale=" + size +
            ",setsar=1,format=" + format);
        const FramePtr frame = source->read();
        ASSERT_NE(frame, nullptr) << format;
        EXPECT_EQ(source->description().width, width);
        EXPECT_EQ(frame->width, width);
        EXPECT_EQ(frame->height, height);
        ASSERT_EQ(frame->pixels.size(), static_cast<std::size_t>(width) * height * 3);
        // One colour all over, to the last row and column; lavfi itself rounds planes by one level.
        for (std::size_t i = 3; i < frame->pixels.size(); ++i) {
            ASSERT_NEAR(frame->pixels[i], frame->pixels[i % 3], 4) << format << " byte " << i;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Sizes, FfmpegSourceSizeTest,
                         testing::Values(std::pair(1, 1), std::pair(2, 2), std::pair(3, 5),
                                         std::pair(17, 33), std::pair(63, 47), std::pair(64, 48),
                                         std::pair(101, 64), std::pair(641, 359)));

}  // namespace
}  // namespace handscope::capture
