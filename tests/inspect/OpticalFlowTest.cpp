// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspect/OpticalFlow.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <stdexcept>

#include "app/pipeline/Percentile.h"
#include "tests/inspect/InspectedFrames.h"
#include "tests/support/SyntheticFrames.h"

namespace handscope::app {
namespace {

using test::wavesFrame;
using Pixel = std::array<int, 3>;

constexpr int kSide = 160;

Pixel at(const RgbImage& image, int x, int y) {
    const auto* const pixel =
        image.pixels.data() + (static_cast<std::size_t>(y) * image.width + x) * 3;
    return {pixel[0], pixel[1], pixel[2]};
}

/// Degrees, 0 … 360, by the definition of HSV.
double hueOf(const Pixel& pixel) {
    const auto [r, g, b] = pixel;
    const double high = std::max({r, g, b});
    const double spread = high - std::min({r, g, b});
    double hue = 0.0;
    if (high == r) {
        hue = (g - b) / spread;
    } else if (high == g) {
        hue = (b - r) / spread + 2.0;
    } else {
        hue = (r - g) / spread + 4.0;
    }
    return std::fmod(hue * 60.0 + 360.0, 360.0);
}

/// Values of the middle half in both directions.
std::vector<double> middleOf(const FlowField& field, const std::vector<float>& values) {
    std::vector<double> middle;
    for (int y = field.height / 4; y < field.height * 3 / 4; ++y) {
        for (int x = field.width / 4; x < field.width * 3 / 4; ++x) {
            middle.push_back(values[static_cast<std::size_t>(y) * field.width + x]);
        }
    }
    return middle;
}

FlowField constantField(float u, float v) {
    return {.width = 2, .height = 2, .u = std::vector<float>(4, u), .v = std::vector<float>(4, v)};
}

struct Move {
    double dx;
    double dy;
};

class OpticalFlowOfAMove : public ::testing::TestWithParam<Move> {};

TEST_P(OpticalFlowOfAMove, IsThatMoveInTheMiddle) {
    const auto [dx, dy] = GetParam();
    const auto field = opticalFlow(*wavesFrame(0.0, kSide, kSide, 0, 0),
                                   *wavesFrame(0.1, kSide, kSide, dx, dy), kSide);
    ASSERT_EQ(field.width, kSide);
    ASSERT_EQ(field.u.size(), static_cast<std::size_t>(kSide) * kSide);
    for (const double u : middleOf(field, field.u)) {
        ASSERT_NEAR(u, dx, 0.3);
    }
    for (const double v : middleOf(field, field.v)) {
        ASSERT_NEAR(v, dy, 0.3);
    }
    EXPECT_NEAR(largestMagnitude(field), std::hypot(dx, dy), 1.0);
}

INSTANTIATE_TEST_SUITE_P(Moves, OpticalFlowOfAMove,
                         ::testing::Values(Move{3, -2}, Move{-3, 2}, Move{0, 4}, Move{0, 0}));

TEST(OpticalFlowTest, IsMeasuredInPixelsOfTheNetworksSquare) {
    // Twice as large and moved twice as far, in a picture that is wider than high.
    const auto painted = [](double dx) {
        return test::paintedFrame(0.0, 480, 320, [dx](int x, int y, int) {
            const double u = (x - dx) / 2.0;
            const double v = y / 2.0;
            return std::lround(128.0 + 40.0 * std::sin(u * 0.31) + 35.0 * std::sin(v * 0.27) +
                               30.0 * std::sin(u * 0.11 + v * 0.17));
        });
    };
    const auto field = opticalFlow(*painted(0.0), *painted(6.0), kSide);
    EXPECT_NEAR(pipeline::median(middleOf(field, field.u)), 3.0, 0.2);
    EXPECT_NEAR(pipeline::median(middleOf(field, field.v)), 0.0, 0.2);
}

TEST(OpticalFlowTest, OppositeMovesHaveOppositeHues) {
    const auto hueOfMove = [](float u, float v) {
        return hueOf(at(colouredFlow(constantField(u, v), 4.0F), 0, 0));
    };
    for (const auto& [u, v] : {std::pair{3.0F, -2.0F}, {1.0F, 0.0F}, {-2.0F, -2.0F}}) {
        EXPECT_NEAR(std::fmod(hueOfMove(u, v) - hueOfMove(-u, -v) + 360.0, 360.0), 180.0, 2.0);
    }
}

TEST(OpticalFlowTest, StillIsWhiteAndTheLargestMoveIsSaturated) {
    EXPECT_EQ(at(colouredFlow(constantField(0, 0), 4.0F), 1, 1), (Pixel{255, 255, 255}));
    EXPECT_EQ(at(colouredFlow(constantField(4, 0), 4.0F), 0, 0), (Pixel{255, 0, 0}));
    EXPECT_EQ(at(colouredFlow(constantField(40, 0), 4.0F), 0, 0), (Pixel{255, 0, 0}));
    const Pixel half = at(colouredFlow(constantField(2, 0), 4.0F), 0, 0);
    EXPECT_EQ(half[0], 255);
    EXPECT_NEAR(half[1], 128, 1);
    EXPECT_EQ(at(colouredFlow(constantField(4, 0), 0.0F), 0, 0), (Pixel{255, 255, 255}))
        << "no maximum, no colour";
    EXPECT_EQ(at(colouredFlow(constantField(std::nanf(""), 0), 4.0F), 0, 0),
              (Pixel{255, 255, 255}));
}

TEST(OpticalFlowTest, TheWheelHasTheColoursOfTheField) {
    const RgbImage wheel = flowWheel(65);
    EXPECT_EQ(wheel.width, 65);
    EXPECT_EQ(at(wheel, 32, 32), (Pixel{255, 255, 255}));
    EXPECT_EQ(at(wheel, 64, 32), at(colouredFlow(constantField(1, 0), 1.0F), 0, 0));
    EXPECT_EQ(at(wheel, 32, 64), at(colouredFlow(constantField(0, 1), 1.0F), 0, 0));
    EXPECT_EQ(at(wheel, 0, 32), at(colouredFlow(constantField(-1, 0), 1.0F), 0, 0));
    EXPECT_EQ(at(wheel, 32, 0), at(colouredFlow(constantField(0, -1), 1.0F), 0, 0));
}

TEST(OpticalFlowTest, ASingleWrongVectorDoesNotSetTheMaximum) {
    FlowField field{.width = 20,
                    .height = 10,
                    .u = std::vector<float>(200, 3.0F),
                    .v = std::vector<float>(200, 4.0F)};
    field.u[7] = 1000.0F;
    field.v[8] = std::nanf("");
    EXPECT_FLOAT_EQ(largestMagnitude(field), 5.0F);
    EXPECT_EQ(largestMagnitude({}), 0.0F);
}

/// Frames that move to the right by a pixel each.
std::vector<capture::FramePtr> movingFrames(int count) {
    std::vector<capture::FramePtr> frames;
    for (int i = 0; i < count; ++i) {
        frames.push_back(wavesFrame(0.1 * i, kSide, kSide, i, 0));
    }
    return frames;
}

TEST(OpticalFlowTest, OfAStepLeadsToTheNextFrameAndInACausalNetworkToItsOwn) {
    auto frames = movingFrames(4);
    frames[3] = frames[2];  // no move between the last two
    model::ModelDescription model;
    model.input.inputSize = kSide;
    const auto moveAt = [&](int step) {
        const auto flow = flowAtStep(frames, step, model);
        return flow ? pipeline::median(middleOf(*flow, flow->u)) : -1.0;
    };
    EXPECT_NEAR(moveAt(0), 1.0, 0.2);
    EXPECT_NEAR(moveAt(2), 0.0, 0.2);
    EXPECT_EQ(moveAt(3), -1.0) << "nothing follows";
    EXPECT_EQ(moveAt(-1), -1.0);
    model.causal = true;
    EXPECT_EQ(moveAt(0), -1.0) << "nothing came before";
    EXPECT_NEAR(moveAt(1), 1.0, 0.2);
    EXPECT_NEAR(moveAt(3), 0.0, 0.2);
    EXPECT_EQ(moveAt(4), -1.0);
}

TEST(OpticalFlowTest, OfAStepIsAsLargeAsTheNetworksPictureButNoSmallerThanFlowNeeds) {
    model::ModelDescription model;
    model.input.inputSize = 144;
    EXPECT_EQ(flowAtStep(movingFrames(2), 0, model)->width, 144);
    model.input.inputSize = 32;
    EXPECT_EQ(flowAtStep(movingFrames(2), 0, model)->width, 112);
}

TEST(OpticalFlowTest, NoiseOfStillPicturesHasNoStrongColours) {
    EXPECT_FLOAT_EQ(flowMaximum(constantField(3, 4)), 5.0F);
    EXPECT_FLOAT_EQ(flowMaximum(constantField(0.01F, 0)), 0.5F);
}

TEST(OpticalFlowTest, RefusesWhatIsNoFrameAndWhatIsTooSmall) {
    const auto frame = wavesFrame(0.0, 32, 32, 0, 0);
    auto broken = *frame;
    broken.pixels.resize(10);
    EXPECT_THROW(opticalFlow(*frame, broken, 32), std::invalid_argument);
    EXPECT_THROW(opticalFlow(*frame, *frame, 15), std::invalid_argument);
    EXPECT_EQ(largestMagnitude(opticalFlow(*frame, *frame, 16)), 0.0F);
}

}  // namespace
}  // namespace handscope::app
