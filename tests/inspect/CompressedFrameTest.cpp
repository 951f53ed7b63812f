// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspect/CompressedFrame.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "tests/inspect/InspectedFrames.h"
#include "tests/support/SyntheticFrames.h"

namespace handscope::app {
namespace {

TEST(CompressedFrameTest, LosesLittleAndKeepsWhatIsKnownOfTheFrame) {
    const auto frame = test::wavesFrame(12.5, 101, 75, 0, 0);  // sides that are no multiple of 8
    frame->sequence = 77;
    frame->discontinuity = true;
    frame->captured = std::chrono::steady_clock::time_point(std::chrono::seconds(5));
    const auto packed = compressed(*frame, 54);
    ASSERT_NE(packed, nullptr);
    const auto back = decompressed(*packed);
    EXPECT_EQ(back->width, 101);
    EXPECT_EQ(back->height, 75);
    EXPECT_EQ(back->pts, 12.5);
    EXPECT_EQ(back->sequence, 77);
    EXPECT_EQ(back->captured, frame->captured);
    EXPECT_TRUE(back->discontinuity);
    ASSERT_EQ(back->pixels.size(), frame->pixels.size());
    double squares = 0.0;
    for (std::size_t i = 0; i < back->pixels.size(); ++i) {
        squares += std::pow(back->pixels[i] - frame->pixels[i], 2);
    }
    const double decibels =
        10.0 * std::log10(255.0 * 255.0 * static_cast<double>(back->pixels.size()) / squares);
    EXPECT_GT(decibels, 40.0);
    EXPECT_LT(packed->jpeg.size(), frame->pixels.size() / 3);
}

TEST(CompressedFrameTest, RedStaysRed) {
    const auto frame = test::paintedFrame(
        0.0, 32, 32, [](int, int, int channel) { return channel == 0 ? 220 : 30; });
    const auto packed = compressed(*frame, 16);
    const auto back = decompressed(*packed);
    EXPECT_NEAR(back->pixels[0], 220, 4);
    EXPECT_NEAR(back->pixels[2], 30, 4);
    EXPECT_EQ(packed->thumbnail.width, 16);
    EXPECT_EQ(packed->thumbnail.pixels[0], 220);
    EXPECT_EQ(packed->thumbnail.pixels[2], 30);
}

TEST(CompressedFrameTest, ThumbnailsAreNoLargerThanTheFrameAndOfBoundedWidth) {
    EXPECT_EQ(compressed(*test::greyFrame(0, 0, 9, 40, 20), 54)->thumbnail.height, 20);
    EXPECT_EQ(compressed(*test::greyFrame(0, 0, 9, 5000, 1), 54)->thumbnail.width, 16);
    EXPECT_EQ(compressed(*test::greyFrame(0, 0, 9, 1, 500), 54)->thumbnail.width, 1);
}

TEST(CompressedFrameTest, RefusesWhatNoJpegHolds) {
    EXPECT_EQ(compressed(*test::greyFrame(0, 0, 0, 70'000, 1), 54), nullptr);
    EXPECT_EQ(compressed({}, 54), nullptr);
}

TEST(CompressedFrameTest, DecodesTheSameFrameOnce) {
    const auto packed = compressed(*test::greyFrame(0, 0, 9, 8, 8), 54);
    const auto frames = decompressed({packed, nullptr, packed});
    EXPECT_EQ(frames[0], frames[2]);
    EXPECT_EQ(frames[1], nullptr);
}

}  // namespace
}  // namespace handscope::app
