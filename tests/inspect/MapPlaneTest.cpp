// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspect/MapPlane.h"

#include <gtest/gtest.h>

namespace handscope::app {
namespace {

model::FeatureMap twoByTwo() {
    return {.point = {"layer1.0", model::Tap::Cmm},
            .frames = 2,
            .channels = 2,
            .height = 1,
            .width = 2,
            .values = {0, 1, 2, 3, 10, 11, 20, 21}};
}

TEST(MapPlaneTest, IsOneChannelOrTheirMeanWithItsSize) {
    EXPECT_EQ(planeOf(twoByTwo(), 1, 0), (MapPlane{2, 1, {10, 11}}));
    EXPECT_EQ(planeOf(twoByTwo(), 0), (MapPlane{2, 1, {1, 2}}));
    EXPECT_EQ(planesOf(twoByTwo(), 1), (std::vector<MapPlane>{{2, 1, {2, 3}}, {2, 1, {20, 21}}}));
}

TEST(MapPlaneTest, TheDifferenceOfEqualSizesIsCellByCell) {
    EXPECT_EQ(difference({2, 1, {5, 1}}, {2, 1, {2, 4}}), (MapPlane{2, 1, {3, -3}}));
}

// Half-pixel centres: two cells become four at −¼, ¼, ¾ and 1¼ of their distance, the outer ones
// held at the ends.
TEST(MapPlaneTest, TheSmallerOneIsEnlargedBilinearly) {
    const MapPlane small{2, 1, {0, 8}};
    const MapPlane large{4, 1, {1, 1, 1, 1}};
    EXPECT_EQ(difference(large, small), (MapPlane{4, 1, {1, -1, -5, -7}}));
    EXPECT_EQ(difference(small, large), (MapPlane{4, 1, {-1, 1, 5, 7}}));
}

TEST(MapPlaneTest, TakesTheLargerSizeOfEachDirection) {
    const MapPlane result = difference({2, 1, {3, 3}}, {1, 2, {1, 1}});
    EXPECT_EQ(result, (MapPlane{2, 2, {2, 2, 2, 2}}));
}

TEST(MapPlaneTest, ThereIsNoDifferenceToNothing) {
    EXPECT_EQ(difference({2, 1, {3, 3}}, {}), MapPlane{});
    EXPECT_EQ(resized({}, 4, 4), MapPlane{});
}

}  // namespace
}  // namespace handscope::app
