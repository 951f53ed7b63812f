// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/maps/MapZoom.h"

#include <gtest/gtest.h>

#include "MapsFixture.h"
#include "ui/inspect/maps/MapCell.h"

namespace handscope::ui {
namespace {

constexpr QSizeF kWindow(400, 200);

/// Where a share of the whole lies in the window.
QPointF at(const MapZoom& zoom, QPointF share) {
    const QRectF placed = zoom.placed(kWindow);
    return {placed.left() + share.x() * placed.width(), placed.top() + share.y() * placed.height()};
}

TEST(MapZoom, WithoutEnlargementTheWholeFillsTheWindow) {
    EXPECT_EQ(MapZoom().placed(kWindow), QRectF(QPointF(), kWindow));
}

TEST(MapZoom, WhatIsUnderTheMouseStaysThere) {
    const MapZoom first = MapZoom().about({100, 50}, 2.0, kWindow);
    EXPECT_EQ(first.factor, 2.0);
    EXPECT_EQ(at(first, {0.25, 0.25}), QPointF(100, 50));
    const MapZoom second = first.about({100, 50}, 2.0, kWindow);
    EXPECT_EQ(second.factor, 4.0);
    EXPECT_EQ(at(second, {0.25, 0.25}), QPointF(100, 50));
}

TEST(MapZoom, NeverShowsMoreThanTheWholeNorMoreThanItsMost) {
    EXPECT_EQ(MapZoom().about({10, 10}, 0.1, kWindow), MapZoom());
    const MapZoom most = MapZoom().about({200, 100}, 1000.0, kWindow);
    EXPECT_EQ(most.factor, MapZoom::kMost);
}

TEST(MapZoom, MovesWithTheMouseUntilTheEdge) {
    const MapZoom zoom = MapZoom().about({200, 100}, 2.0, kWindow);
    EXPECT_EQ(zoom.moved({30, -20}, kWindow).placed(kWindow).topLeft(), QPointF(-170, -120));
    EXPECT_EQ(zoom.moved({9000, 9000}, kWindow).placed(kWindow).topLeft(), QPointF(0, 0));
    EXPECT_EQ(zoom.moved({-9000, 0}, kWindow).placed(kWindow).right(), 400.0);
    EXPECT_EQ(MapZoom().moved({50, 50}, kWindow), MapZoom());
}

TEST(MapCell, IsTheOneAtThePointOfTheFrame) {
    const MapImage map = countingMap();
    // Cells are 10 wide and 20 high and begin at x = 20.
    ASSERT_TRUE(cellAt(map, {25, 5}));
    EXPECT_EQ(cellAt(map, {25, 5})->value, 0.0F);
    EXPECT_EQ(cellAt(map, {55, 25})->value, 7.0F);
    EXPECT_EQ(cellAt(map, {60, 40})->value, 7.0F);
    EXPECT_EQ(cellText(*cellAt(map, {45, 25})), "Row 2, column 3: 6");
    EXPECT_FALSE(cellAt(map, {19, 5}));
    EXPECT_FALSE(cellAt(map, {61, 5}));
}

TEST(MapCell, IsNoneWhereTheSizesDisagree) {
    MapImage map = countingMap();
    map.values.resize(3);
    EXPECT_FALSE(cellAt(map, {25, 5}));
    map.width = -4;
    EXPECT_FALSE(cellAt(map, {25, 5}));
    EXPECT_FALSE(cellAt({}, {0, 0}));
}

TEST(MapCell, ReadsNothingWithoutAPoint) {
    EXPECT_EQ(cellTextAt(countingMap(), QPointF(45, 25)), "Row 2, column 3: 6");
    EXPECT_EQ(cellTextAt(countingMap(), std::nullopt), "");
    EXPECT_EQ(cellTextAt({}, QPointF(45, 25)), "");
}

TEST(MapCell, TheNextOneIsBesideItOnTheScreen) {
    constexpr QSize kCells(4, 3);
    EXPECT_EQ(cellBeside(kCells, std::nullopt, {1, 0}, false), QPoint(2, 1)) << "the middle";
    EXPECT_EQ(cellBeside(kCells, QPoint(2, 1), {1, 0}, false), QPoint(3, 1));
    EXPECT_EQ(cellBeside(kCells, QPoint(2, 1), {1, 0}, true), QPoint(1, 1));
    EXPECT_EQ(cellBeside(kCells, QPoint(3, 2), {1, 0}, false), QPoint(3, 2)) << "no further";
    EXPECT_EQ(cellBeside(kCells, QPoint(-7, 9), {0, -1}, false), QPoint(0, 2)) << "from outside";
    EXPECT_EQ(cellBeside(QSize(1, 1), std::nullopt, {0, 1}, true), QPoint(0, 0));
}

TEST(MapCell, KeysGoToTheMiddleOfACellOfTheFrame) {
    EXPECT_EQ(cellBeside(countingMap(), std::nullopt, {1, 0}, false), QPointF(45, 30));
    EXPECT_EQ(cellBeside(countingMap(), QPointF(41, 39), {1, -1}, false), QPointF(55, 10));
    EXPECT_FALSE(cellBeside(MapImage(), std::nullopt, {1, 0}, false));
}

TEST(MapCell, SaysWhichFrameItIs) {
    EXPECT_EQ(frameText(countingMap(3)), "t = 3, 10.75 s");
}

}  // namespace
}  // namespace handscope::ui
