// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/Orientation.h"

#include <gtest/gtest.h>

#include <array>
#include <utility>

extern "C" {
#include <libavutil/display.h>
}

#include "capture/FrameConverter.h"

namespace handscope::capture {
namespace {

class OrientationTest : public testing::Test {
protected:
    using Matrix = std::array<std::int32_t, 9>;

    static Matrix turnedClockwise(double degrees) {
        Matrix matrix{};
        av_display_rotation_set(matrix.data(), degrees);
        return matrix;
    }
};

TEST_F(OrientationTest, IsUprightWithoutAMatrix) {
    EXPECT_EQ(orientationOf(nullptr), Orientation{});
}

TEST_F(OrientationTest, ReadsQuarterTurns) {
    for (int quarters = 0; quarters < 4; ++quarters) {
        const Matrix matrix = turnedClockwise(quarters * 90.0);
        EXPECT_EQ(orientationOf(matrix.data()), (Orientation{false, quarters}));
    }
}

TEST_F(OrientationTest, RoundsOtherAnglesToTheNearestQuarter) {
    EXPECT_EQ(orientationOf(turnedClockwise(30.0).data()), (Orientation{false, 0}));
    EXPECT_EQ(orientationOf(turnedClockwise(-44.0).data()), (Orientation{false, 0}));
    EXPECT_EQ(orientationOf(turnedClockwise(60.0).data()), (Orientation{false, 1}));
    EXPECT_EQ(orientationOf(turnedClockwise(-100.0).data()), (Orientation{false, 3}));
    EXPECT_EQ(orientationOf(turnedClockwise(179.0).data()), (Orientation{false, 2}));
}

TEST_F(OrientationTest, ReadsAMirror) {
    Matrix matrix = turnedClockwise(0.0);
    av_display_matrix_flip(matrix.data(), 1, 0);
    EXPECT_EQ(orientationOf(matrix.data()), (Orientation{true, 0}));
    matrix = turnedClockwise(0.0);
    av_display_matrix_flip(matrix.data(), 0, 1);
    EXPECT_EQ(orientationOf(matrix.data()), (Orientation{true, 2}));
}

TEST_F(OrientationTest, MirrorsAndThenTurnsAsTheMatrixDoes) {
    constexpr std::int32_t kOne = 1 << 16;
    constexpr std::array<std::array<int, 4>, 8> kMatrices{{{1, 0, 0, 1},
                                                           {0, 1, -1, 0},
                                                           {-1, 0, 0, -1},
                                                           {0, -1, 1, 0},
                                                           {-1, 0, 0, 1},
                                                           {1, 0, 0, -1},
                                                           {0, 1, 1, 0},
                                                           {0, -1, -1, 0}}};
    for (const auto& [a, b, c, d] : kMatrices) {
        const Matrix matrix{a * kOne, b * kOne, 0, c * kOne, d * kOne, 0, 0, 0, 1 << 30};
        const Orientation found = orientationOf(matrix.data());
        // A point to the right of the middle and below it: y runs downwards.
        const int x = 2;
        const int y = 1;
        std::pair<int, int> point{found.mirrored ? -x : x, y};
        for (int turns = 0; turns < found.clockwiseQuarterTurns; ++turns) {
            point = {-point.second, point.first};
        }
        const std::pair<int, int> meant{a * x + c * y, b * x + d * y};
        EXPECT_EQ(point, meant) << a << ' ' << b << ' ' << c << ' ' << d;
    }
    const Matrix transposed{0, kOne, 0, kOne, 0, 0, 0, 0, 1 << 30};
    EXPECT_EQ(orientationOf(transposed.data()), (Orientation{true, 3}));
    const Matrix other{0, -kOne, 0, -kOne, 0, 0, 0, 0, 1 << 30};
    EXPECT_EQ(orientationOf(other.data()), (Orientation{true, 1}));
}

TEST_F(OrientationTest, TakesAFlatMatrixForUpright) {
    const Matrix zeros{};
    EXPECT_EQ(orientationOf(zeros.data()), Orientation{});
}

TEST_F(OrientationTest, SquaresPixelsByGrowingOneSide) {
    EXPECT_EQ(squarePixelSize({720, 576}, {16, 11}), (PictureSize{1047, 576}));
    EXPECT_EQ(squarePixelSize({64, 48}, {1, 2}), (PictureSize{64, 96}));
    EXPECT_EQ(squarePixelSize({64, 48}, {1, 1}), (PictureSize{64, 48}));
}

TEST_F(OrientationTest, LeavesTheSizeForARatioNobodyCanMean) {
    const PictureSize size{64, 48};
    EXPECT_EQ(squarePixelSize(size, {0, 1}), size);
    EXPECT_EQ(squarePixelSize(size, {1, 0}), size);
    EXPECT_EQ(squarePixelSize(size, {-2, 1}), size);
    EXPECT_EQ(squarePixelSize(size, {65535, 1}), size);
    EXPECT_EQ(squarePixelSize(size, {1, 65535}), size);
    EXPECT_EQ(squarePixelSize({16000, 4000}, {4, 1}), (PictureSize{16000, 4000}));
}

}  // namespace
}  // namespace handscope::capture
