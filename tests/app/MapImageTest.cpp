// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/MapImage.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>

#include "tests/support/SyntheticFrames.h"

namespace handscope::app {
namespace {

using Pixel = std::array<int, 3>;

Pixel at(const RgbImage& image, int x, int y) {
    const auto* const pixel =
        image.pixels.data() + (static_cast<std::size_t>(y) * image.width + x) * 3;
    return {pixel[0], pixel[1], pixel[2]};
}

void expectNear(const Pixel& actual, const Pixel& expected, int tolerance) {
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_NEAR(actual[i], expected[i], tolerance) << "colour " << i;
    }
}

model::FeatureMap twoByTwo() {
    // Two frames of two channels.
    return {.point = {"layer1.0", model::Tap::Cmm},
            .frames = 2,
            .channels = 2,
            .height = 2,
            .width = 2,
            .values = {0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 13, 20, 21, 22, 23}};
}

TEST(MapImageTest, TakesTheMeanOverChannelsOrOneOfThem) {
    EXPECT_EQ(mapPlane(twoByTwo(), 0), (std::vector<float>{2, 3, 4, 5}));
    EXPECT_EQ(mapPlane(twoByTwo(), 1), (std::vector<float>{15, 16, 17, 18}));
    EXPECT_EQ(mapPlane(twoByTwo(), 1, 0), (std::vector<float>{10, 11, 12, 13}));
}

TEST(MapImageTest, TheDivergingRangeIsCentredOnZero) {
    const std::vector<float> values{-1.0F, 0.5F, 3.0F};
    const ValueRange diverging = rangeOf(values, ColourMap::Diverging);
    EXPECT_EQ(diverging.low, -3.0F);
    EXPECT_EQ(diverging.high, 3.0F);
    const ValueRange plain = rangeOf(values, ColourMap::Viridis);
    EXPECT_EQ(plain.low, -1.0F);
    EXPECT_EQ(plain.high, 3.0F);
}

TEST(MapImageTest, ARangeThatIsAskedForIsCentredOnZeroForTheDivergingMap) {
    const ValueRange diverging = shownRange({0.0F, 5.0F}, ColourMap::Diverging);
    EXPECT_EQ(diverging.low, -5.0F);
    EXPECT_EQ(diverging.high, 5.0F);
    EXPECT_EQ(shownRange({-7.0F, 5.0F}, ColourMap::Diverging).high, 7.0F);
    const ValueRange plain = shownRange({0.0F, 5.0F}, ColourMap::Viridis);
    EXPECT_EQ(plain.low, 0.0F);
    EXPECT_EQ(plain.high, 5.0F);
}

TEST(MapImageTest, ARangeIsNeverEmpty) {
    for (const ColourMap colours : {ColourMap::Viridis, ColourMap::Diverging}) {
        const ValueRange range = rangeOf(std::vector<float>(4, 0.0F), colours);
        EXPECT_LT(range.low, range.high);
    }
    for (const float value : {3e7F, -3e7F, 1e30F}) {
        const ValueRange range = rangeOf(std::vector<float>(4, value), ColourMap::Viridis);
        EXPECT_LT(range.low, value) << value;
        EXPECT_GT(range.high, value) << value;
    }
    const ValueRange none = rangeOf(std::vector<float>{std::nanf("")}, ColourMap::Grey);
    EXPECT_LT(none.low, none.high);
}

// The ends of matplotlib's viridis are (68, 1, 84) and (253, 231, 37), of inferno (0, 0, 4) and
// (252, 255, 164).
TEST(MapImageTest, ColoursAreThoseOfTheNamedMaps) {
    const std::vector<float> ramp{0.0F, 1.0F};
    const auto ends = [&](ColourMap colours) {
        return colourise(ramp, 2, 1, {0.0F, 1.0F}, colours);
    };
    expectNear(at(ends(ColourMap::Viridis), 0, 0), {68, 1, 84}, 3);
    expectNear(at(ends(ColourMap::Viridis), 1, 0), {253, 231, 37}, 3);
    expectNear(at(ends(ColourMap::Inferno), 0, 0), {0, 0, 4}, 3);
    expectNear(at(ends(ColourMap::Inferno), 1, 0), {252, 255, 164}, 3);
    EXPECT_EQ(at(ends(ColourMap::Grey), 0, 0), (Pixel{0, 0, 0}));
    EXPECT_EQ(at(ends(ColourMap::Grey), 1, 0), (Pixel{255, 255, 255}));
}

TEST(MapImageTest, ZeroIsWhiteOnTheDivergingMap) {
    const std::vector<float> values{-1.0F, 0.0F, 1.0F};
    const auto image = colourise(values, 3, 1, {-1.0F, 1.0F}, ColourMap::Diverging);
    const Pixel cold = at(image, 0, 0);
    EXPECT_GT(cold[2], cold[0] + 80) << "negative values are blue";
    expectNear(at(image, 1, 0), {247, 247, 247}, 3);
    const Pixel warm = at(image, 2, 0);
    EXPECT_GT(warm[0], warm[2] + 80) << "positive values are red";
}

TEST(MapImageTest, ValuesOutsideTheRangeTakeItsEnds) {
    const float infinity = std::numeric_limits<float>::infinity();
    const std::vector<float> values{-infinity, -5.0F, 5.0F, infinity, std::nanf("")};
    const auto image = colourise(values, 5, 1, {0.0F, 1.0F}, ColourMap::Grey);
    EXPECT_EQ(at(image, 0, 0), (Pixel{0, 0, 0}));
    EXPECT_EQ(at(image, 1, 0), (Pixel{0, 0, 0}));
    EXPECT_EQ(at(image, 2, 0), (Pixel{255, 255, 255}));
    EXPECT_EQ(at(image, 3, 0), (Pixel{255, 255, 255}));
    EXPECT_EQ(at(image, 4, 0), (Pixel{0, 0, 0}));
}

TEST(MapImageTest, TheOverlayTouchesOnlyTheSquareThatTheNetworkSaw) {
    const auto frame = test::greyFrame(0.0, 0, 100, 40, 20);
    const RgbImage white = colourise(std::vector<float>(4, 1.0F), 2, 2, {0, 1}, ColourMap::Grey);
    const auto square = pipeline::centredSquare(40, 20);
    const RgbImage half = overlay(*frame, square, white, 0.5);
    EXPECT_EQ(at(half, 9, 10), (Pixel{100, 100, 100}));
    expectNear(at(half, 10, 10), {178, 178, 178}, 1);
    expectNear(at(half, 29, 19), {178, 178, 178}, 1);
    EXPECT_EQ(at(half, 30, 10), (Pixel{100, 100, 100}));
    EXPECT_EQ(frame->pixels[(10 * 40 + 10) * 3], 100) << "the frame itself is not painted on";
}

TEST(MapImageTest, CellsStayRectanglesWhereTheyAreNotSmoothed) {
    const RgbImage cells = colourise(std::vector<float>{0.0F, 1.0F}, 2, 1, {0, 1}, ColourMap::Grey);
    const RgbImage sharp = enlarged(cells, 8, 4, Enlarging::Cells);
    EXPECT_EQ(at(sharp, 3, 2), (Pixel{0, 0, 0}));
    EXPECT_EQ(at(sharp, 4, 2), (Pixel{255, 255, 255}));
    const RgbImage smooth = enlarged(cells, 8, 4, Enlarging::Smooth);
    EXPECT_GT(at(smooth, 3, 2)[0], 0);
    EXPECT_LT(at(smooth, 4, 2)[0], 255);
}

TEST(MapImageTest, NamesAndMapsBelongTogether) {
    for (const ColourMap map : {ColourMap::Viridis, ColourMap::Inferno, ColourMap::Turbo,
                                ColourMap::Grey, ColourMap::Diverging}) {
        EXPECT_EQ(colourMapFromName(colourMapName(map)), map);
    }
    EXPECT_EQ(colourMapFromName("jet"), std::nullopt);
}

}  // namespace
}  // namespace handscope::app
