// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/MapView.h"

#include <gtest/gtest.h>

#include <QTest>

#include "WindowFixture.h"
#include "ui/ColourBarView.h"

namespace handscope::ui {
namespace {

class MapViewTest : public testing::Test {
protected:
    void SetUp() override {
        // The frame of 80 × 40 fills the view five times enlarged.
        view_.resize(400, 200);
        view_.setMap(smallMap());
        view_.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&view_));
    }

    QColor at(int x, int y) { return view_.grab().toImage().pixelColor(x, y); }

    MapView view_;
};

TEST_F(MapViewTest, LaysTheMapOverTheSquareOnly) {
    view_.setOpacity(1.0);
    EXPECT_EQ(at(50, 100), QColor(Qt::black));
    EXPECT_EQ(at(150, 100), QColor(Qt::red));
    EXPECT_EQ(at(250, 100), QColor(Qt::red));
    EXPECT_EQ(at(350, 100), QColor(Qt::white));
}

TEST_F(MapViewTest, OpacityBlendsMapAndFrame) {
    view_.setOpacity(0.5);
    EXPECT_NEAR(at(150, 100).red(), 128, 2);
    EXPECT_NEAR(at(250, 100).green(), 128, 2);
    view_.setOpacity(0.0);
    EXPECT_EQ(at(150, 100), QColor(Qt::black));
}

TEST_F(MapViewTest, AloneFillsTheViewWithoutTheFrame) {
    view_.setAlone(true);
    view_.setOpacity(0.3);
    EXPECT_EQ(at(200, 5), QColor(Qt::red));
    EXPECT_EQ(at(110, 100), QColor(Qt::red));
}

TEST_F(MapViewTest, MirrorsTheFrame) {
    view_.setMirrored(true);
    EXPECT_EQ(at(50, 100), QColor(Qt::white));
    EXPECT_EQ(at(350, 100), QColor(Qt::black));
}

TEST_F(MapViewTest, CellsAreBlendedOrSharp) {
    MapImage map = smallMap();
    map.colours = halves(4, 2, Qt::red, Qt::blue);
    view_.setMap(map);
    view_.setOpacity(1.0);
    view_.setSmooth(false);
    EXPECT_EQ(at(190, 100), QColor(Qt::red));
    view_.setSmooth(true);
    EXPECT_GT(at(190, 100).blue(), 40);
}

TEST_F(MapViewTest, KnowsWhichPointOfTheFrameLiesWhere) {
    EXPECT_EQ(view_.toFrame({125, 50}), QPointF(25, 10));
    EXPECT_EQ(view_.fromFrame({25, 10}), QPointF(125, 50));
    view_.setMirrored(true);
    EXPECT_EQ(view_.toFrame({125, 50}), QPointF(55, 10));
    EXPECT_EQ(view_.fromFrame({55, 10}), QPointF(125, 50));
}

TEST_F(MapViewTest, KnowsThePointsOfTheFrameThatAMapAloneIsOf) {
    // The square of 40 × 40 begins at 20 of the frame and fills the view's height.
    view_.resize(400, 400);
    view_.setAlone(true);
    EXPECT_EQ(view_.toFrame({100, 50}), QPointF(30, 5));
    EXPECT_EQ(view_.fromFrame({30, 5}), QPointF(100, 50));
}

TEST_F(MapViewTest, SurvivesAMapWhoseSizesDisagree) {
    MapImage map = smallMap();
    map.values.resize(3);
    view_.setMap(map);
    view_.grab();
}

TEST(ColourBarView, ShowsTheValuesOfItsEnds) {
    ColourBarView bar;
    bar.setColourBar(halves(64, 1, Qt::blue, Qt::red), -0.3412F, 12345.0F);
    EXPECT_EQ(bar.lowText(), "−0.341");
    EXPECT_EQ(bar.highText(), "1.23e+04");
    bar.resize(300, 20);
    const QImage image = bar.grab().toImage();
    EXPECT_EQ(image.pixelColor(120, 10), QColor(Qt::blue));
    EXPECT_EQ(image.pixelColor(180, 10), QColor(Qt::red));
    bar.setColourBar({}, 0.0F, 1.0F);
    EXPECT_EQ(bar.lowText(), "");
}

}  // namespace
}  // namespace handscope::ui
