// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/FramePreparation.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/SyntheticFrames.h"

namespace handscope::pipeline {
namespace {

/// A picture whose colour at a place the test computes.
template <typename Colour>
capture::Frame paint(int width, int height, Colour colour) {
    capture::Frame frame;
    frame.width = width;
    frame.height = height;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            for (const int value : colour(x, y)) {
                frame.pixels.push_back(static_cast<std::uint8_t>(value));
            }
        }
    }
    return frame;
}

model::InputSpec plain(int size) {
    return {.segments = 8,
            .inputSize = size,
            .low = 0,
            .high = 255,
            .mean = {0, 0, 0},
            .std = {1, 1, 1}};
}

TEST(FramePreparationTest, TakesTheLargestCentredSquare) {
    const Square wide = centredSquare(640, 480);
    EXPECT_EQ(wide.left, 80);
    EXPECT_EQ(wide.top, 0);
    EXPECT_EQ(wide.side, 480);
    const Square tall = centredSquare(90, 161);
    EXPECT_EQ(tall.left, 0);
    EXPECT_EQ(tall.top, 35);
    EXPECT_EQ(tall.side, 90);
}

TEST(FramePreparationTest, NormalisesEachColourAsTheModelAsks) {
    const auto frame = paint(40, 30, [](int, int) { return std::array{255, 128, 0}; });
    const auto values = prepareFrame(frame, {.inputSize = 32});
    ASSERT_EQ(values->size(), 3U * 32 * 32);
    EXPECT_NEAR((*values)[0], (1.0 - 0.485) / 0.229, 1e-5);
    EXPECT_NEAR((*values)[32 * 32], (128.0 / 255 - 0.456) / 0.224, 1e-5);
    EXPECT_NEAR((*values)[2 * 32 * 32], (0.0 - 0.406) / 0.225, 1e-5);
}

TEST(FramePreparationTest, LeavesAPictureOfTheRightSizeAsItIs) {
    const auto frame = paint(4, 4, [](int x, int y) { return std::array{10 * x, 10 * y, x + y}; });
    const auto values = prepareFrame(frame, plain(4));
    EXPECT_FLOAT_EQ((*values)[0 * 16 + 1 * 4 + 3], 30.0F);
    EXPECT_FLOAT_EQ((*values)[1 * 16 + 1 * 4 + 3], 10.0F);
    EXPECT_FLOAT_EQ((*values)[2 * 16 + 3 * 4 + 2], 5.0F);
}

TEST(FramePreparationTest, AveragesWhenItShrinksSoThatFineStripesBecomeGrey) {
    const auto frame = paint(240, 240, [](int x, int) {
        const int level = x % 2 == 0 ? 0 : 200;
        return std::array{level, level, level};
    });
    const auto values = prepareFrame(frame, plain(24));
    for (std::size_t i = 0; i < values->size(); ++i) {
        ASSERT_NEAR((*values)[i], 100.0, 6.0) << "value " << i;
    }
}

/// PyTorch's definition of an antialiased bilinear resize, pixel by pixel in two dimensions: the
/// triangle of half-width max(1, scale) about the target pixel's centre, weights of sum 1.
double antialiased(const capture::Frame& frame, const Square& square, int size, int x, int y,
                   int channel) {
    const double scale = static_cast<double>(square.side) / size;
    const double reach = std::max(1.0, scale);
    const auto weight = [&](int source, int target) {
        return std::max(0.0, 1.0 - std::abs(source + 0.5 - (target + 0.5) * scale) / reach);
    };
    double sum = 0.0;
    double weights = 0.0;
    for (int row = 0; row < square.side; ++row) {
        const double ofRow = weight(row, y);
        if (ofRow == 0.0) {
            continue;
        }
        for (int column = 0; column < square.side; ++column) {
            const double both = ofRow * weight(column, x);
            const auto place = static_cast<std::size_t>(square.top + row) * frame.width +
                               static_cast<std::size_t>(square.left + column);
            sum += both * frame.pixels[3 * place + static_cast<std::size_t>(channel)];
            weights += both;
        }
    }
    return sum / weights;
}

TEST(FramePreparationTest, ResizesAsThePictureWasResizedInTraining) {
    const auto frame = paint(90, 61, [](int x, int y) {
        return std::array{(x * 37 + y * 11) % 256, 4 * y, x * y % 251};
    });
    const Square square = centredSquare(frame.width, frame.height);
    for (const int size : {16, 40, 61, 97}) {
        const auto values = prepareFrame(frame, plain(size));
        for (int channel = 0; channel < 3; ++channel) {
            for (int y = 0; y < size; ++y) {
                for (int x = 0; x < size; ++x) {
                    const auto index = static_cast<std::size_t>((channel * size + y) * size + x);
                    ASSERT_NEAR((*values)[index], antialiased(frame, square, size, x, y, channel),
                                1e-3)
                        << size << ": " << channel << ", " << y << ", " << x;
                }
            }
        }
    }
}

TEST(FramePreparationTest, NeverMirrors) {
    const auto frame = paint(64, 64, [](int x, int) { return std::array{x < 32 ? 250 : 0, 0, 0}; });
    const auto values = prepareFrame(frame, plain(16));
    EXPECT_GT((*values)[0], 200.0F);
    EXPECT_LT((*values)[15], 50.0F);
}

TEST(FramePreparationTest, TakesAnySizeOfFrame) {
    for (const auto& [width, height] :
         {std::pair{1, 1}, {1, 500}, {500, 1}, {7, 13}, {1919, 1079}}) {
        const auto frame = test::greyFrame(0.0, 0, 77, width, height);
        const auto values = prepareFrame(*frame, plain(16));
        EXPECT_NEAR((*values)[100], 77.0, 1e-3) << width << " x " << height;
    }
}

TEST(FramePreparationTest, RefusesAFrameThatHoldsFewerPixelsThanItSays) {
    capture::Frame frame;
    frame.width = 10;
    frame.height = 10;
    frame.pixels.resize(299);
    EXPECT_THROW(prepareFrame(frame, plain(8)), std::invalid_argument);
}

}  // namespace
}  // namespace handscope::pipeline
