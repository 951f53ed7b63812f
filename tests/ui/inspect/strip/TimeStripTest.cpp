// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/strip/TimeStrip.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QHelpEvent>
#include <QToolTip>

#include "StripFixture.h"
#include "tests/support/Patience.h"

namespace handscope::ui {
namespace {

using testing::ElementsAre;

class TimeStripTest : public StripFixture {};

TEST_F(TimeStripTest, AClickSetsTheCursorAndFreezes) {
    openFile();
    QTest::mouseClick(&strip_, Qt::LeftButton, {}, onCurves(3.0));
    EXPECT_NEAR(lastMove(), 3.0, 0.01);
    EXPECT_NEAR(strip_.cursor(), 3.0, 0.01);
    ASSERT_EQ(freezes_.count(), 1);
    EXPECT_TRUE(freezes_[0][0].toBool());
    EXPECT_TRUE(strip_.isFrozen());
    QTest::mouseClick(&strip_, Qt::LeftButton, {}, onCurves(4.0));
    EXPECT_EQ(freezes_.count(), 1) << "it is frozen already";
}

TEST_F(TimeStripTest, ADragTellsOnlyTheLastPlaceOfATurnOfTheEventLoop) {
    openFile();
    QMouseEvent press(QEvent::MouseButtonPress, onCurves(1.0), strip_.mapToGlobal(onCurves(1.0)),
                      Qt::LeftButton, Qt::LeftButton, {});
    QApplication::sendEvent(&strip_, &press);
    for (int step = 0; step <= 50; ++step) {
        const QPoint point = onCurves(1.0 + step * 0.1);
        QMouseEvent event(QEvent::MouseMove, point, strip_.mapToGlobal(point), Qt::NoButton,
                          Qt::LeftButton, {});
        QApplication::sendEvent(&strip_, &event);
    }
    EXPECT_EQ(moves_.count(), 0);
    EXPECT_NEAR(strip_.cursor(), 6.0, 0.01) << "the strip itself follows at once";
    EXPECT_NEAR(lastMove(), 6.0, 0.01);
    EXPECT_EQ(moves_.count(), 1);
    // While it is held, nobody else moves it.
    strip_.setCursor(2.0);
    EXPECT_NEAR(strip_.cursor(), 6.0, 0.01);
    QTest::mouseRelease(&strip_, Qt::LeftButton, {}, onCurves(6.0));
    strip_.setCursor(2.0);
    EXPECT_EQ(strip_.cursor(), 2.0);
    EXPECT_NEAR(lastMove(), 6.0, 0.01) << "setCursor() tells nobody";
}

TEST_F(TimeStripTest, TheCursorStaysWithinTheSpan) {
    openFile();
    drag(onCurves(5.0), {-200, onCurves(0).y()});
    EXPECT_EQ(lastMove(), 0.0);
    drag(onCurves(5.0), {5000, onCurves(0).y()});
    EXPECT_EQ(lastMove(), 10.0);
}

TEST_F(TimeStripTest, TheWheelZoomsAboutTheMouseAndWithShiftScrolls) {
    openFile();
    turnWheel(onCurves(7.0), 4);
    EXPECT_LT(strip_.picture().scale.shownSpan(), 5.0);
    EXPECT_NEAR(strip_.picture().xOf(7.0), StripPicture::kLeft + 700.0, 1.0);
    const double from = strip_.picture().scale.shownFrom();
    turnWheel({500, 50}, 2, Qt::ShiftModifier);
    EXPECT_LT(strip_.picture().scale.shownFrom(), from);
    turnWheel({500, 50}, -40);
    EXPECT_TRUE(strip_.picture().scale.showsAll());
    turnWheel({500, 50}, 100);
    EXPECT_NEAR(strip_.picture().scale.shownSpan(), 0.5, 1e-9) << "no further";
    EXPECT_EQ(moves_.count(), 0);
}

TEST_F(TimeStripTest, ADragOfTheAxisScrollsAndAClickThereSetsTheCursor) {
    openFile();
    strip_.zoom(4.0);
    const double span = strip_.picture().scale.shownSpan();
    const int y = onAxis(0.0).y();
    drag({800, y}, {300, y});
    EXPECT_NEAR(strip_.picture().scale.shownFrom(), span / 2.0, 0.02);
    EXPECT_EQ(lastMove(), -1.0);
    QTest::mouseClick(&strip_, Qt::LeftButton, {}, onAxis(2.0));
    EXPECT_NEAR(lastMove(), 2.0, 0.01);
}

TEST_F(TimeStripTest, ADoubleClickOnAnEventGoesToWhereItFired) {
    openFile();
    strip_.upsertEvent(eventOf(7, QStringLiteral("Thumb Up"), 4.0, 6.0), 4.75);
    const QPoint place = strip_.barOf(7).center();
    EXPECT_NEAR(place.x(), strip_.picture().xOf(5.0), 1.0);
    QTest::mouseDClick(&strip_, Qt::LeftButton, {}, place);
    EXPECT_DOUBLE_EQ(lastMove(), 4.75);
}

TEST_F(TimeStripTest, GoesToAnEventThatIsNamedAndFreezes) {
    goLive(20.0);
    strip_.upsertEvent(eventOf(7, QStringLiteral("Thumb Up"), 4.0, 6.0), 4.75);
    strip_.goTo(8);
    EXPECT_EQ(lastMove(), -1.0) << "there is none";
    strip_.goTo(7);
    EXPECT_DOUBLE_EQ(lastMove(), 4.75);
    ASSERT_EQ(freezes_.count(), 1);
    EXPECT_TRUE(freezes_[0][0].toBool());
}

TEST_F(TimeStripTest, KeysStepByFrameByWindowAndByEvent) {
    openFile();
    strip_.upsertEvent(eventOf(1, QStringLiteral("Thumb Up"), 1.0, 3.0), 1.5);
    strip_.upsertEvent(eventOf(2, QStringLiteral("Stop Sign"), 5.0, 6.0), 5.25);
    QTest::keyClick(&strip_, Qt::Key_Left);
    QTest::keyClick(&strip_, Qt::Key_Right);
    QTest::keyClick(&strip_, Qt::Key_Right, Qt::ControlModifier);
    ASSERT_EQ(frames_.count(), 2);
    EXPECT_EQ(frames_[0][0].toInt(), -1);
    EXPECT_EQ(frames_[1][0].toInt(), 1);
    ASSERT_EQ(windows_.count(), 1);
    EXPECT_EQ(windows_[0][0].toInt(), 1);
    EXPECT_EQ(lastMove(), -1.0) << "where a step leads is for others to say";
    QTest::keyClick(&strip_, Qt::Key_BracketRight);
    EXPECT_DOUBLE_EQ(lastMove(), 1.5);
    QTest::keyClick(&strip_, Qt::Key_BracketRight);
    EXPECT_DOUBLE_EQ(lastMove(), 5.25);
    QTest::keyClick(&strip_, Qt::Key_BracketRight);
    EXPECT_DOUBLE_EQ(lastMove(), 5.25);
    QTest::keyClick(&strip_, Qt::Key_BracketLeft);
    EXPECT_DOUBLE_EQ(lastMove(), 1.5);
    QTest::keyClick(&strip_, Qt::Key_End);
    EXPECT_DOUBLE_EQ(lastMove(), 10.0);
    QTest::keyClick(&strip_, Qt::Key_Home);
    EXPECT_DOUBLE_EQ(lastMove(), 0.0);
}

TEST_F(TimeStripTest, HomeOfALiveSourceIsAWindowAfterItsFirstPictures) {
    goLive(100.0);
    strip_.setWindowLength(2.0);
    QTest::keyClick(&strip_, Qt::Key_Home);
    EXPECT_DOUBLE_EQ(lastMove(), 43.0) << "and a second, within which the first ones may go";
    goLive(1.5);
    QTest::keyClick(&strip_, Qt::Key_Home);
    EXPECT_DOUBLE_EQ(lastMove(), 1.5) << "all that there is";
}

TEST_F(TimeStripTest, HomeIsAWindowAfterTheFirstPicturesOfAPipeThatAreKept) {
    openFile();
    strip_.setWindowLength(2.0);
    strip_.setHistory(4.0, 10.0);
    QTest::keyClick(&strip_, Qt::Key_Home);
    EXPECT_DOUBLE_EQ(lastMove(), 7.0);
    strip_.setHistory(0.0, 10.0);
    QTest::keyClick(&strip_, Qt::Key_Home);
    EXPECT_DOUBLE_EQ(lastMove(), 0.0) << "nothing has gone";
}

TEST_F(TimeStripTest, WhileLiveTheCursorStandsAtTheNewest) {
    goLive(100.0);
    EXPECT_EQ(strip_.cursor(), 100.0);
    strip_.setCursor(70.0);
    EXPECT_EQ(strip_.cursor(), 100.0);
    goLive(100.5);
    EXPECT_EQ(strip_.cursor(), 100.5);
    EXPECT_EQ(lastMove(), -1.0);
    EXPECT_EQ(strip_.accessibleDescription(), "Live");
}

TEST_F(TimeStripTest, TheFrozenCursorStaysWhileLiveGoesOn) {
    goLive(100.0);
    QTest::mouseClick(&strip_, Qt::LeftButton, {}, onCurves(80.0));
    EXPECT_TRUE(freezes_.last()[0].toBool());
    goLive(101.0);
    EXPECT_NEAR(strip_.cursor(), 80.0, 0.05);
    EXPECT_EQ(strip_.picture().end, 101.0);
    EXPECT_EQ(strip_.accessibleDescription(), "Frozen at 1:20.0");
    // End asks to go on, and waits for the answer.
    QTest::keyClick(&strip_, Qt::Key_End);
    EXPECT_FALSE(freezes_.last()[0].toBool());
    EXPECT_TRUE(strip_.isFrozen());
    strip_.setFrozen(false);
    EXPECT_EQ(strip_.cursor(), 101.0);
}

TEST_F(TimeStripTest, AYoungLiveSourceFillsTheStripFromItsStart) {
    goLive(6.0);
    EXPECT_NEAR(strip_.picture().xOf(6.0), StripPicture::kLeft + 100.0, 0.5);
    QTest::mouseClick(&strip_, Qt::LeftButton, {}, onCurves(40.0));
    EXPECT_EQ(lastMove(), 6.0) << "there is nothing after the newest";
}

TEST_F(TimeStripTest, TheViewFollowsTheNewestUnlessScrolledAway) {
    goLive(100.0);
    strip_.zoom(10.0);
    goLive(102.0);
    EXPECT_NEAR(strip_.picture().scale.shownTo(), 102.0, 1e-6);
    turnWheel({500, 50}, 40, Qt::ShiftModifier);
    const double from = strip_.picture().scale.shownFrom();
    ASSERT_LT(from, 70.0);
    strip_.setSpan(40.0, 103.0, true);
    EXPECT_NEAR(strip_.picture().scale.shownFrom(), from, 1e-6);
    strip_.setFrozen(true);
    strip_.setFrozen(false);
    EXPECT_NEAR(strip_.picture().scale.shownTo(), 103.0, 1e-6);
}

TEST_F(TimeStripTest, LiveForgetsWhatItHasLeftBehind) {
    goLive(50.0);
    strip_.appendScores(10.0, {0.9F, 0.05F, 0.05F});
    strip_.appendScores(45.0, {0.1F, 0.8F, 0.1F});
    strip_.upsertEvent(eventOf(1, QStringLiteral("Thumb Up"), 9.0, 11.0), 10.0);
    goLive(100.0);
    EXPECT_EQ(strip_.picture().scores.size(), 1U);
    EXPECT_TRUE(strip_.barOf(1).isNull());
    EXPECT_FALSE(strip_.hasEvent(-1));
}

TEST_F(TimeStripTest, AFileKeepsItsScoresWhateverOrderTheyComeIn) {
    openFile();
    strip_.appendScores(8.0, {0.9F, 0.05F, 0.05F});
    strip_.appendScores(2.0, {0.1F, 0.8F, 0.1F});
    strip_.setSpan(0.0, 10.0, false);
    EXPECT_EQ(strip_.picture().scores.size(), 2U);
    EXPECT_THAT(strip_.picture().shownClasses(), ElementsAre(0, 1));
    strip_.setLabels({QStringLiteral("Other")});
    EXPECT_EQ(strip_.picture().scores.size(), 0U);
}

TEST_F(TimeStripTest, ClearForgetsEverything) {
    goLive(50.0);
    strip_.appendScores(45.0, {0.1F, 0.8F, 0.1F});
    strip_.upsertEvent(eventOf(1, QStringLiteral("Thumb Up"), 39.0, 41.0), 40.0);
    strip_.setFrozen(true);
    strip_.zoom(4.0);
    strip_.clear();
    EXPECT_TRUE(strip_.isEmpty());
    EXPECT_FALSE(strip_.isFrozen());
    EXPECT_FALSE(strip_.hasEvent(-1));
    EXPECT_EQ(strip_.picture().scores.size(), 0U);
    EXPECT_EQ(strip_.accessibleDescription(), "There is no video");
    // Nothing to click on.
    QTest::mouseClick(&strip_, Qt::LeftButton, {}, QPoint(300, 80));
    QTest::keyClick(&strip_, Qt::Key_Home);
    EXPECT_EQ(lastMove(), -1.0);
    openFile();
    EXPECT_TRUE(strip_.picture().scale.showsAll());
}

TEST_F(TimeStripTest, TellsTheScoresUnderTheMouse) {
    openFile();
    for (int point = 0; point <= 40; ++point) {
        strip_.appendScores(point * 0.25, {0.75F, 0.15F, 0.1F});
    }
    const QPoint place = onCurves(5.0);
    QHelpEvent help(QEvent::ToolTip, place, strip_.mapToGlobal(place));
    QApplication::sendEvent(&strip_, &help);
    EXPECT_TRUE(QToolTip::text().contains(QStringLiteral("0.75 Thumb Up")))
        << QToolTip::text().toStdString();
    QToolTip::hideText();
}

TEST_F(TimeStripTest, AZoomedViewGoesOnByAViewWhileAFilePlays) {
    openFile();
    strip_.zoom(5.0);
    strip_.setCursor(strip_.picture().scale.shownTo() - 0.01);
    EXPECT_EQ(strip_.picture().scale.shownFrom(), 0.0);
    strip_.setCursor(strip_.picture().scale.shownTo() + 0.05);
    EXPECT_NEAR(strip_.picture().scale.shownFrom(), 1.95, 0.01);
    EXPECT_EQ(lastMove(), -1.0);
    EXPECT_FALSE(strip_.isFrozen());
}

/// Counts how often a widget is painted.
class PaintCounter : public QObject {
public:
    int paints = 0;

    bool eventFilter(QObject* /*watched*/, QEvent* event) override {
        paints += event->type() == QEvent::Paint ? 1 : 0;
        return false;
    }
};

TEST_F(TimeStripTest, WhatComesWithEachFrameIsPaintedTogether) {
    goLive(100.0);
    PaintCounter counter;
    strip_.installEventFilter(&counter);
    ASSERT_TRUE(QTest::qWaitFor([&counter] { return counter.paints > 0; }, test::kPatience));
    counter.paints = 0;
    for (int frame = 1; frame <= 20; ++frame) {
        goLive(100.0 + frame / 30.0);
        strip_.appendScores(100.0 + frame / 30.0, {0.5F, 0.2F, 0.1F});
        QCoreApplication::processEvents();
    }
    EXPECT_LT(counter.paints, 20);
    ASSERT_TRUE(QTest::qWaitFor([&counter] { return counter.paints > 0; }, test::kPatience));
    // A person's hand is answered at once.
    counter.paints = 0;
    QTest::mouseClick(&strip_, Qt::LeftButton, {}, onCurves(80.0));
    QCoreApplication::processEvents();
    EXPECT_GT(counter.paints, 0);
}

}  // namespace
}  // namespace handscope::ui
