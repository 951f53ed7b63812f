// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/PicturePlacement.h"

#include <gtest/gtest.h>

namespace handscope::ui {
namespace {

TEST(PicturePlacement, LetterboxesAWidePicture) {
    const PicturePlacement placement({200, 100}, QRectF(0, 0, 100, 100), false);
    EXPECT_EQ(placement.target(), QRectF(0, 25, 100, 50));
}

TEST(PicturePlacement, PillarboxesATallPicture) {
    const PicturePlacement placement({100, 200}, QRectF(0, 0, 100, 100), false);
    EXPECT_EQ(placement.target(), QRectF(25, 0, 50, 100));
}

TEST(PicturePlacement, MirrorsPartsAndPoints) {
    const PicturePlacement placement({200, 100}, QRectF(0, 0, 100, 100), true);
    EXPECT_EQ(placement.toWidget(QRectF(0, 0, 40, 100)), QRectF(80, 25, 20, 50));
    EXPECT_EQ(placement.toPicture({90, 25}), QPointF(20, 0));
}

TEST(PicturePlacement, PointsOutsideThePictureStayOutside) {
    const PicturePlacement placement({200, 100}, QRectF(0, 0, 100, 100), false);
    EXPECT_LT(placement.toPicture({50, 10}).y(), 0.0);
    EXPECT_GT(placement.toPicture({50, 90}).y(), 100.0);
}

TEST(PicturePlacement, IsEmptyWithoutAPicture) {
    const PicturePlacement placement({0, 0}, QRectF(0, 0, 100, 100), false);
    EXPECT_TRUE(placement.target().isEmpty());
    EXPECT_TRUE(placement.toWidget(QRectF(0, 0, 10, 10)).isEmpty());
    EXPECT_LT(placement.toPicture({50, 50}).x(), 0.0);
}

}  // namespace
}  // namespace handscope::ui
