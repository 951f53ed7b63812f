// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/PictureCheck.h"

#include <gtest/gtest.h>

namespace handscope::pipeline {
namespace {

/// The left half in one colour, the right half in another.
capture::Frame halves(std::array<std::uint8_t, 3> left, std::array<std::uint8_t, 3> right) {
    capture::Frame frame;
    frame.width = 64;
    frame.height = 48;
    for (int y = 0; y < frame.height; ++y) {
        for (int x = 0; x < frame.width; ++x) {
            const auto& colour = x < frame.width / 2 ? left : right;
            frame.pixels.insert(frame.pixels.end(), colour.begin(), colour.end());
        }
    }
    return frame;
}

TEST(PictureCheckTest, TellsBlackFromWhite) {
    const PictureLight light = lightOf(halves({0, 0, 0}, {255, 255, 255}));
    EXPECT_NEAR(light.brightness, 0.5, 1e-9);
    EXPECT_NEAR(light.brightShare, 0.5, 1e-9);
}

TEST(PictureCheckTest, OneColourAtItsEndIsClippedThoughThePictureIsNotWhite) {
    const PictureLight light = lightOf(halves({255, 0, 0}, {128, 128, 128}));
    EXPECT_NEAR(light.brightShare, 0.5, 1e-9);
    EXPECT_NEAR(light.brightness, (0.299 + 128.0 / 255.0) / 2.0, 1e-9);
}

TEST(PictureCheckTest, APictureWithoutPixelsIsDark) {
    EXPECT_EQ(lightOf(capture::Frame()).brightness, 0.0);
}

}  // namespace
}  // namespace handscope::pipeline
