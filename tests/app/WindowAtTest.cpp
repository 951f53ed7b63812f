// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/WindowAt.h"

#include <gtest/gtest.h>

#include <cmath>

#include "capture/CaptureError.h"

namespace handscope::app {
namespace {

/// A frame every tenth of a second, read at 5 a second in windows of four: instants 0.1, 0.3, …
constexpr const char* kVideo = "lavfi:testsrc=size=32x32:rate=10:duration=4";
const pipeline::WindowSettings kWindows{.length = 0.8, .stride = 0.2, .segments = 4};

std::vector<double> times(const std::vector<capture::FramePtr>& frames) {
    std::vector<double> result;
    for (const capture::FramePtr& frame : frames) {
        result.push_back(std::round(frame->pts * 10.0) / 10.0);
    }
    return result;
}

TEST(WindowAtTest, GivesTheWindowThatEndsThereAndWhatCameBefore) {
    const auto read = readWindowAt(kVideo, kWindows, 2.0, 3);
    EXPECT_NEAR(read.window.end, 2.0, 1e-9);
    EXPECT_EQ(times(read.window.frames), (std::vector<double>{1.3, 1.5, 1.7, 1.9}));
    EXPECT_EQ(times(read.past), (std::vector<double>{0.7, 0.9, 1.1}));
    EXPECT_FALSE(read.endsBefore);
}

TEST(WindowAtTest, ThePastEndsAtTheBeginning) {
    EXPECT_TRUE(readWindowAt(kVideo, kWindows, 0.0, 40).past.empty());
    EXPECT_EQ(times(readWindowAt(kVideo, kWindows, 1.2, 40).past), (std::vector<double>{0.1, 0.3}));
}

TEST(WindowAtTest, AfterTheEndItIsTheLastWindow) {
    const auto read = readWindowAt(kVideo, kWindows, 60.0, 1);
    EXPECT_TRUE(read.endsBefore);
    EXPECT_NEAR(read.window.end, 4.0, 1e-9);
    EXPECT_EQ(times(read.past), std::vector<double>{3.1});
}

TEST(WindowAtTest, TheMiddleWindowLiesInTheMiddle) {
    const auto read = readMiddleWindow(kVideo, kWindows, 0);
    EXPECT_NEAR(read.window.end, 2.4, 1e-9);
    EXPECT_TRUE(read.past.empty());
}

TEST(WindowAtTest, ARecordingShorterThanAWindowIsItsOwn) {
    const auto read =
        readMiddleWindow("lavfi:testsrc=size=32x32:rate=10:duration=0.3", kWindows, 9);
    EXPECT_TRUE(read.window.wholeRecording);
    EXPECT_TRUE(read.past.empty());
}

TEST(WindowAtTest, SaysWhichFileIsMissing) {
    EXPECT_THROW(readWindowAt("/no/such/clip.mp4", kWindows, 1.0, 0), capture::CaptureError);
}

}  // namespace
}  // namespace handscope::app
