// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/ClipReader.h"

#include <gtest/gtest.h>

namespace handscope::app {
namespace {

TEST(ClipReaderTest, TakesTheMiddleOfEachSegment) {
    // floor(i·n/T + n/(2T)) for n = 30, T = 8.
    EXPECT_EQ(middleFrames(30, 8), (std::vector<std::int64_t>{1, 5, 9, 13, 16, 20, 24, 28}));
    EXPECT_EQ(middleFrames(16, 16),
              (std::vector<std::int64_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}));
}

TEST(ClipReaderTest, RepeatsTheLastFrameOfAShortClip) {
    EXPECT_EQ(middleFrames(3, 8), (std::vector<std::int64_t>{0, 1, 2, 2, 2, 2, 2, 2}));
    EXPECT_EQ(middleFrames(1, 4), (std::vector<std::int64_t>{0, 0, 0, 0}));
}

TEST(ClipReaderTest, ReadsThoseFrames) {
    const auto clip = readMiddleFrames("lavfi:testsrc=size=64x48:rate=10:duration=3", 8);
    ASSERT_EQ(clip.size(), 8U);
    EXPECT_NEAR(clip[0]->pts, 0.1, 1e-9);
    EXPECT_NEAR(clip[7]->pts, 2.8, 1e-9);
}

TEST(ClipReaderTest, SaysWhichFileIsMissing) {
    EXPECT_THROW(readMiddleFrames("/no/such/clip.mp4", 8), capture::CaptureError);
}

}  // namespace
}  // namespace handscope::app
