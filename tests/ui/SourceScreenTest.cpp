// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <QAbstractItemView>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QSpinBox>
#include <QTabWidget>
#include <QTest>

#include "ui/SourceDialog.h"
#include "ui/SourceRegion.h"
#include "ui/SourceRegionOverlay.h"

namespace handscope::ui {
namespace {

TEST(SourceRegionTest, SpeaksFfmpegsLanguage) {
    // As in `ffmpeg -f x11grab -video_size 320x240 -framerate 20 -i :1.0+10,20`.
    const ScreenRegion region{":1.0", {10, 20, 320, 240}, 20};
    const SourceChoice choice = choiceOf(region);
    EXPECT_EQ(choice.address, "x11grab::1.0+10,20");
    EXPECT_EQ(choice.formatOptions,
              (QMap<QString, QString>{{"video_size", "320x240"}, {"framerate", "20"}}));
    EXPECT_EQ(regionOf(choice), region);
}

TEST(SourceRegionTest, TakesNothingElseForARegion) {
    const SourceChoice good = choiceOf({":0", {0, 0, 64, 64}, 15});
    ASSERT_TRUE(regionOf(good));
    for (const char* address :
         {"", "x11grab::0", "x11grab::0+1", "x11grab::0+-1,2", "x11grab::0+1,2,3", "v4l2::0+1,2",
          "x11grab::0+123456,2", "x11grab::0+1,2\n"}) {
        SourceChoice other = good;
        other.address = address;
        EXPECT_FALSE(regionOf(other)) << address;
    }
    SourceChoice more = good;
    more.formatOptions.insert("draw_mouse", "0");
    EXPECT_FALSE(regionOf(more)) << "the page could not keep this option";
    SourceChoice fewer = good;
    fewer.formatOptions.remove("framerate");
    EXPECT_FALSE(regionOf(fewer));
}

TEST(SourceRegionTest, KnowsTheNamesOfDisplays) {
    for (const char* name : {":0", ":0.0", ":99.1", "host:10.0", "localhost:1"}) {
        EXPECT_TRUE(isDisplayName(name)) << name;
    }
    for (const char* name : {"", "0", ":", ":x", ":0.", ":0+1", ":0 ", "a b:0", ":0\n"}) {
        EXPECT_FALSE(isDisplayName(name)) << name;
    }
    EXPECT_TRUE(isSameDisplay(":0", ":0.0"));
    EXPECT_FALSE(isSameDisplay(":0", ":0.1"));
    EXPECT_FALSE(isSameDisplay(":0", ":1"));
}

TEST(SourceRegionTest, ScalesWhatLiesOnAScreenAndNotWhereItBegins) {
    // A second screen right of one with 1920 pixels, at twice the density.
    EXPECT_EQ(nativeRectangle({100, 50, 300, 200}, {1920, 0}, 2.0), QRect(2120, 100, 600, 400));
    EXPECT_EQ(nativeRectangle({1, 1, 3, 3}, {0, 0}, 1.25), QRect(1, 1, 4, 4));
    EXPECT_EQ(nativeRectangle({5, 6, 7, 8}, {0, 0}, 1.0), QRect(5, 6, 7, 8));
}

class SourceScreenTest : public testing::Test {
protected:
    SourceDialog dialog_;

    void SetUp() override {
        dialog_.show();
        dialog_.findChild<QTabWidget*>("source.pages")->setCurrentIndex(2);
    }

    template <typename Control>
    Control* control(const char* name) const {
        auto* found =
            dialog_.findChild<Control*>(QStringLiteral("source.screen.") + QLatin1String(name));
        EXPECT_NE(found, nullptr) << name;
        return found;
    }

    void type(const char* name, int value) const {
        auto* box = control<QSpinBox>(name);
        box->selectAll();
        QTest::keyClicks(box, QString::number(value));
    }

    bool canOpen() const { return dialog_.findChild<QPushButton*>("source.open")->isEnabled(); }
    static QRect screen() { return nativeGeometry(*QGuiApplication::primaryScreen()); }
};

TEST_F(SourceScreenTest, BeginsWithTheWholeScreen) {
    const auto region = regionOf(dialog_.choice());
    ASSERT_TRUE(region);
    EXPECT_EQ(region->rectangle, screen());
    EXPECT_TRUE(canOpen());
}

TEST_F(SourceScreenTest, ARectangleIsTyped) {
    type("x", 10);
    type("y", 20);
    type("width", 320);
    type("height", 240);
    type("rate", 25);
    auto* display = control<QLineEdit>("display");
    display->selectAll();
    QTest::keyClicks(display, ":7.0");
    const SourceChoice choice = dialog_.choice();
    EXPECT_EQ(choice.address, "x11grab::7.0+10,20");
    EXPECT_EQ(choice.formatOptions,
              (QMap<QString, QString>{{"video_size", "320x240"}, {"framerate", "25"}}));
}

TEST_F(SourceScreenTest, SaysWhenTheRectangleReachesBeyondTheScreen) {
    EXPECT_FALSE(control<QLabel>("message")->isVisible());
    type("x", 100);
    EXPECT_FALSE(canOpen());
    EXPECT_TRUE(dialog_.choice().address.isEmpty());
    EXPECT_TRUE(control<QLabel>("message")->isVisible());
    EXPECT_TRUE(control<QLabel>("message")->text().contains(
        QStringLiteral("%1 × %2").arg(screen().width()).arg(screen().height())));
    type("width", screen().width() - 100);
    EXPECT_TRUE(canOpen());
    EXPECT_FALSE(control<QLabel>("message")->isVisible());
}

TEST_F(SourceScreenTest, SaysWhenTheDisplayHasNoSuchName) {
    control<QLineEdit>("display")->setText("display");
    EXPECT_FALSE(canOpen());
    EXPECT_TRUE(control<QLabel>("message")->isVisible());
    EXPECT_FALSE(control<QPushButton>("select")->isEnabled());
    control<QLineEdit>("display")->setText("elsewhere:3");
    EXPECT_TRUE(canOpen()) << "how large another display is cannot be known";
    EXPECT_FALSE(control<QPushButton>("select")->isEnabled()) << "it cannot be drawn on";
}

TEST_F(SourceScreenTest, ARectangleIsDrawnOnTheScreen) {
    QTest::mouseClick(control<QPushButton>("select"), Qt::LeftButton);
    auto* overlay = control<SourceRegionOverlay>("overlay");
    ASSERT_TRUE(QTest::qWaitForWindowExposed(overlay));
    QTest::mousePress(overlay, Qt::LeftButton, {}, {200, 150});
    QTest::mouseMove(overlay, {120, 100});
    QTest::mouseRelease(overlay, Qt::LeftButton, {}, {101, 51});
    const auto region = regionOf(dialog_.choice());
    ASSERT_TRUE(region);
    EXPECT_EQ(region->rectangle, QRect(101, 51, 100, 100)) << "both corners belong to it";
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    EXPECT_EQ(dialog_.findChild<SourceRegionOverlay*>(), nullptr);
}

TEST_F(SourceScreenTest, EscapeAndAMereClickLeaveTheRectangleAsItWas) {
    const SourceChoice before = dialog_.choice();
    QTest::mouseClick(control<QPushButton>("select"), Qt::LeftButton);
    auto* overlay = control<SourceRegionOverlay>("overlay");
    QTest::mouseClick(overlay, Qt::LeftButton, {}, {200, 150});
    EXPECT_TRUE(overlay->isVisible());
    EXPECT_EQ(dialog_.choice(), before);
    QTest::keyClick(overlay, Qt::Key_Escape);
    EXPECT_EQ(dialog_.choice(), before);
    EXPECT_TRUE(dialog_.isVisible()) << "Escape was not for the dialog";
}

TEST_F(SourceScreenTest, ChoosingAScreenTakesTheWholeOfItAgain) {
    type("width", 64);
    auto* screens = control<QComboBox>("screens");
    QTest::keyClick(screens, Qt::Key_Space);
    QTest::keyClick(screens->view(), Qt::Key_Return);
    EXPECT_EQ(regionOf(dialog_.choice())->rectangle, screen());
}

TEST_F(SourceScreenTest, AnEarlierRectangleComesBack) {
    const SourceChoice earlier = choiceOf({":5.0", {3, 4, 120, 90}, 12});
    SourceDialog another;
    another.setChoice(earlier);
    EXPECT_EQ(another.choice(), earlier);
    another.setChoice({"x11grab::5.0", {}, {}, {}});
    EXPECT_EQ(another.choice().address, "x11grab::5.0") << "as an address";
}

}  // namespace
}  // namespace handscope::ui
