// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/CameraCheckPanel.h"

#include <gtest/gtest.h>

#include <QLabel>

#include "ui/SeenSquare.h"

namespace handscope::ui {
namespace {

class CameraCheckTest : public ::testing::Test {
protected:
    CameraCheckPanel panel;

    void SetUp() override {
        panel.resize(320, 400);
        panel.show();
    }

    QString text(const char* name) const { return panel.findChild<QLabel*>(name)->text(); }
};

TEST_F(CameraCheckTest, SaysWhatItMeasuresWhereAllIsWell) {
    panel.setCheck({.askedRate = 30.0, .deliveredRate = 29.96, .brightness = 0.42});
    EXPECT_EQ(text("camera.rate"), "30.0 of 30.0 frames a second");
    EXPECT_EQ(text("camera.light"), "brightness 42 %");
    EXPECT_EQ(text("camera.white"), "0 % white");
}

TEST_F(CameraCheckTest, SaysWhatToDoWhereSomethingIsWrong) {
    panel.setCheck({.deliveredRate = 12.0,
                    .brightness = 0.05,
                    .brightShare = 0.4,
                    .slow = true,
                    .dark = true,
                    .clipped = true});
    EXPECT_TRUE(text("camera.rate").startsWith("12.0 frames a second: slow"));
    EXPECT_TRUE(text("camera.light").contains("light in front of you"));
    EXPECT_TRUE(text("camera.white").startsWith("40 % white: overexposed"));
}

TEST_F(CameraCheckTest, TheSquareIsEnlargedWithoutBlending) {
    QImage halves(2, 2, QImage::Format_RGB32);
    halves.fill(Qt::black);
    halves.setPixelColor(1, 0, Qt::white);
    halves.setPixelColor(1, 1, Qt::white);
    SeenSquare square;
    square.resize(100, 100);
    square.setPicture(halves);
    const QImage shown = square.grab().toImage();
    EXPECT_EQ(shown.pixelColor(48, 50), QColor(Qt::black));
    EXPECT_EQ(shown.pixelColor(52, 50), QColor(Qt::white));
}

}  // namespace
}  // namespace handscope::ui
