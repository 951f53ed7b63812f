// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/MapPresenter.h"

#include <gtest/gtest.h>

#include "tests/support/SyntheticFrames.h"

namespace handscope::app {
namespace {

class MapPresenterTest : public ::testing::Test {
protected:
    MapPresenter presenter;

    void SetUp() override {
        presenter.setTap("layer2.0", "cmm");
        model::FeatureMap map;
        map.point = {"layer2.0", model::Tap::Cmm};
        map.frames = 2;
        map.channels = 2;
        map.height = 1;
        map.width = 2;
        map.values = {-1, 1, -3, 3, 10, 20, 30, 40};
        presenter.take({test::greyFrame(1.0, 0, 10, 40, 20), test::greyFrame(2.0, 1, 20, 40, 20)},
                       {map});
    }
};

TEST_F(MapPresenterTest, AsksTheNetworkForTheChosenTapOnly) {
    const auto request = presenter.request();
    ASSERT_EQ(request.taps.size(), 1U);
    EXPECT_EQ(request.taps[0], (model::TapPoint{"layer2.0", model::Tap::Cmm}));
    presenter.setTap({}, {});
    EXPECT_TRUE(presenter.request().taps.empty());
}

TEST_F(MapPresenterTest, ShowsTheMapOverTheFrameThatItBelongsTo) {
    presenter.setFrame(2);
    const auto view = presenter.view();
    ASSERT_TRUE(view);
    EXPECT_DOUBLE_EQ(view->pts, 2.0);
    EXPECT_EQ(view->frame.pixelColor(0, 0), QColor(20, 20, 20));
    EXPECT_EQ(view->square, QRectF(10, 0, 20, 20));
    EXPECT_EQ(view->values, (std::vector<float>{20, 30}));
    EXPECT_EQ(view->frameIndex, 2);
    EXPECT_EQ(view->frameCount, 2);
    EXPECT_EQ(view->channelCount, 2);
}

TEST_F(MapPresenterTest, ShowsOneChannelOrTheMean) {
    EXPECT_EQ(presenter.view()->values, (std::vector<float>{-2, 2}));
    presenter.setChannel(1);
    EXPECT_EQ(presenter.view()->values, (std::vector<float>{-3, 3}));
    presenter.setChannel(99);
    EXPECT_EQ(presenter.view()->values, (std::vector<float>{-2, 2})) << "no such channel: the mean";
}

TEST_F(MapPresenterTest, ScalesByTheMapTheLayerOrAsItWas) {
    EXPECT_FLOAT_EQ(presenter.view()->high, 2.0F);
    presenter.setScaling(ui::MapScaling::Layer);
    EXPECT_FLOAT_EQ(presenter.view()->high, 30.0F);
    presenter.setScaling(ui::MapScaling::Fixed);
    presenter.setFrame(2);
    EXPECT_FLOAT_EQ(presenter.view()->high, 30.0F);
    EXPECT_FLOAT_EQ(presenter.view()->low, -2.0F);
    presenter.setScaling(ui::MapScaling::Map);
    EXPECT_FLOAT_EQ(presenter.view()->low, 20.0F);
}

TEST_F(MapPresenterTest, ThePictureToExportIsThatOfTheView) {
    presenter.setColours("diverging");
    const auto view = presenter.view();
    const RgbImage picture = (*presenter.picture({}))();
    EXPECT_EQ(picture.width, 40);
    EXPECT_EQ(picture.height, 20);
    EXPECT_EQ(picture.pixels[0], 10) << "outside the square the frame is untouched";
    EXPECT_FLOAT_EQ(view->high, 2.0F);
}

TEST_F(MapPresenterTest, ThePictureToExportIsPaintedAsThePanelIs) {
    const RgbImage bare = (*presenter.picture({.opacity = 0}))();
    EXPECT_EQ(bare.pixels[3 * (10 * 40 + 20)], 10) << "the frame alone";
    const RgbImage alone = (*presenter.picture({.alone = true, .smooth = false}))();
    EXPECT_EQ(alone.width, 20) << "the square";
    EXPECT_EQ(alone.height, 20);
    EXPECT_NE(alone.pixels[3 * 9], alone.pixels[3 * 10]) << "two values, two halves";
    EXPECT_EQ(alone.pixels[0], alone.pixels[3 * 9]);
    EXPECT_EQ(alone.pixels[3 * 10], alone.pixels[3 * 19]);
}

TEST_F(MapPresenterTest, AFixedRangeBelongsToOneTap) {
    presenter.view();
    presenter.setScaling(ui::MapScaling::Fixed);
    presenter.setTap("layer1.0", "output");
    model::FeatureMap map;
    map.point = {"layer1.0", model::Tap::Output};
    map.frames = map.channels = map.height = map.width = 1;
    map.values = {100.0F};
    presenter.take({test::greyFrame(1.0, 0, 10, 40, 20)}, {map});
    EXPECT_GT(presenter.view()->high, 99.0F);
}

TEST_F(MapPresenterTest, TypedLimitsAreForEveryTapUntilTheScalingIsChosenAnew) {
    presenter.setLimits({-1.0F, 4.0F});
    EXPECT_FLOAT_EQ(presenter.view()->high, 2.0F) << "colours are not fixed";
    presenter.setScaling(ui::MapScaling::Fixed);
    presenter.setLimits({-1.0F, 4.0F});
    EXPECT_FLOAT_EQ(presenter.view()->low, -1.0F);
    EXPECT_FLOAT_EQ(presenter.view()->high, 4.0F);
    presenter.setColours("diverging");
    EXPECT_FLOAT_EQ(presenter.view()->low, -4.0F) << "about zero";
    presenter.setColours("viridis");
    presenter.setTap("layer1.0", "output");
    model::FeatureMap map;
    map.point = {"layer1.0", model::Tap::Output};
    map.frames = map.channels = map.height = map.width = 1;
    map.values = {100.0F};
    presenter.take({test::greyFrame(1.0, 0, 10, 40, 20)}, {map});
    EXPECT_FLOAT_EQ(presenter.view()->high, 4.0F);
    presenter.setScaling(ui::MapScaling::Map);
    EXPECT_GT(presenter.view()->high, 99.0F);
}

TEST_F(MapPresenterTest, ShowsNothingUntilAMapOfTheNewlyChosenTapHasCome) {
    presenter.setTap("layer1.0", "output");
    EXPECT_FALSE(presenter.view());
    EXPECT_FALSE(presenter.picture({}));
    presenter.setTap("layer2.0", "cmm");
    EXPECT_TRUE(presenter.view());
    presenter.clear();
    EXPECT_FALSE(presenter.view());
    EXPECT_FALSE(presenter.picture({}));
}

}  // namespace
}  // namespace handscope::app
