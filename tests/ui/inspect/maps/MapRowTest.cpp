// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/maps/MapRow.h"

#include <gtest/gtest.h>

#include <QLabel>
#include <QPainter>
#include <QTest>
#include <QWheelEvent>

#include "MapsFixture.h"
#include "ui/MapView.h"
#include "ui/inspect/maps/FlowPage.h"

namespace handscope::ui {
namespace {

class MapRowTest : public testing::Test {
protected:
    void SetUp() override {
        row_.resize(900, 300);
        MapImage second = countingMap(3, Qt::blue);
        second.values.assign(8, 0.5F);
        MapImage third = countingMap(3, Qt::green);
        third.values[6] = -2.0F;
        row_.column(0)->setMap(countingMap(3, Qt::red), "first");
        row_.column(1)->setMap(second, "second");
        row_.column(2)->setMap(third, "third");
        row_.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&row_));
    }

    ZoomMap* view(int column) { return row_.column(column)->view(); }
    QWidget* mapView(int column) { return view(column)->findChild<QWidget*>("stage.mapView"); }
    QString value(int column) const {
        return row_.findChild<QLabel*>(QStringLiteral("row.%1.value").arg(column + 1))->text();
    }
    /// Turns the wheel by one notch, away from the person (+1) or towards them.
    void wheel(int column, QPointF point, int notches) {
        QWheelEvent event(point, view(column)->mapToGlobal(point), {}, {0, 120 * notches},
                          Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(view(column), &event);
    }

    MapRow row_{QStringLiteral("row"), {"A", "B", "Difference"}};
};

TEST_F(MapRowTest, WhatIsPointedAtInOneIsReadInAll) {
    // Right of and below the middle: row 2, column 3.
    pointAt(mapView(1), mapView(1)->rect().center() + QPoint(6, 6));
    EXPECT_EQ(value(0), "Row 2, column 3: 6");
    EXPECT_EQ(value(1), "Row 2, column 3: 0.5");
    EXPECT_EQ(value(2), "Row 2, column 3: −2");
}

TEST_F(MapRowTest, TheCrossHairsStandAtTheSamePlaceInAll) {
    row_.setOpacity(1.0);
    const QImage before = view(2)->grab().toImage();
    const QPoint point = mapView(0)->rect().center() + QPoint(20, 10);
    pointAt(mapView(0), point);
    const QImage after = view(2)->grab().toImage();
    EXPECT_EQ(before.pixelColor(point), QColor(Qt::green));
    EXPECT_GT(after.pixelColor(point).red(), 150);
    EXPECT_GT(after.pixelColor(point.x(), 4).red(), 150);
    EXPECT_EQ(after.pixelColor(point + QPoint(9, 9)), QColor(Qt::green));
}

TEST_F(MapRowTest, TheCrossHairsGoWithTheMouse) {
    pointAt(mapView(0), mapView(0)->rect().center());
    ASSERT_NE(value(2), "");
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(view(0), &leave);
    EXPECT_EQ(value(0), "");
    EXPECT_EQ(value(2), "");
}

TEST_F(MapRowTest, TheWheelEnlargesAllAboutTheMouse) {
    const QPointF middle = QRectF(view(0)->rect()).center();
    wheel(0, middle, 3);
    for (int column = 0; column < 3; ++column) {
        EXPECT_NEAR(view(column)->zoom().factor, 1.953, 0.001) << column;
        EXPECT_NEAR(mapView(column)->width(), view(column)->width() * 1.953, 2.0) << column;
    }
    wheel(2, middle, -20);
    EXPECT_EQ(view(0)->zoom(), MapZoom());
}

TEST_F(MapRowTest, DraggingMovesAllAndADoubleClickShowsAllOfThem) {
    const QPoint middle = view(0)->rect().center();
    wheel(0, middle, 4);
    const QPoint before = mapView(2)->pos();
    const QPoint inside = mapView(0)->mapFrom(view(0), middle);
    QTest::mousePress(mapView(0), Qt::LeftButton, {}, inside);
    // The view moves along, so the point is counted in what does not.
    QMouseEvent move(QEvent::MouseMove, QPointF(inside + QPoint(30, 20)),
                     mapView(0)->mapToGlobal(QPointF(inside + QPoint(30, 20))), Qt::NoButton,
                     Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(mapView(0), &move);
    QTest::mouseRelease(mapView(0), Qt::LeftButton, {}, inside);
    EXPECT_NEAR(mapView(2)->x() - before.x(), 30, 1);
    EXPECT_NEAR(mapView(2)->y() - before.y(), 20, 1);
    QTest::mouseDClick(mapView(1), Qt::LeftButton);
    EXPECT_EQ(view(2)->zoom(), MapZoom());
}

TEST_F(MapRowTest, KeysEnlargeAndMove) {
    view(1)->setFocus();
    QTest::keyClick(view(1), Qt::Key_Plus);
    QTest::keyClick(view(1), Qt::Key_Plus);
    EXPECT_NEAR(view(0)->zoom().factor, 1.5625, 1e-9);
    const int before = mapView(0)->x();
    QTest::keyClick(view(1), Qt::Key_Right);
    EXPECT_LT(mapView(0)->x(), before);
    QTest::keyClick(view(1), Qt::Key_0);
    EXPECT_EQ(view(0)->zoom(), MapZoom());
}

TEST_F(MapRowTest, KeysReadOneCellAfterTheOther) {
    view(1)->setFocus();
    QTest::keyClick(view(1), Qt::Key_Right, Qt::ShiftModifier);
    EXPECT_EQ(value(0), "Row 2, column 3: 6") << "the middle, to begin with";
    EXPECT_EQ(view(0)->accessibleDescription(), "Row 2, column 3: 6");
    QTest::keyClick(view(1), Qt::Key_Up, Qt::ShiftModifier);
    EXPECT_EQ(value(0), "Row 1, column 3: 2");
    QTest::keyClick(view(1), Qt::Key_Left, Qt::ShiftModifier);
    EXPECT_EQ(value(0), "Row 1, column 2: 1");
    for (int i = 0; i < 9; ++i) {
        QTest::keyClick(view(1), Qt::Key_Up, Qt::ShiftModifier);
        QTest::keyClick(view(1), Qt::Key_Left, Qt::ShiftModifier);
    }
    EXPECT_EQ(value(2), "Row 1, column 1: 0") << "no further";
    row_.setMirrored(true);
    QTest::keyClick(view(0), Qt::Key_Left, Qt::ShiftModifier);
    EXPECT_EQ(value(0), "Row 1, column 2: 1") << "as it looks in the mirror";
    QTest::keyClick(view(0), Qt::Key_Escape);
    EXPECT_EQ(value(0), "");
    EXPECT_EQ(view(0)->accessibleDescription(), "layer2.3 · CMM");
    EXPECT_EQ(view(0)->zoom(), MapZoom());
}

TEST_F(MapRowTest, ReadsTheSameCellsInTheMirrorAndAlone) {
    row_.setMirrored(true);
    pointAt(mapView(0), mapView(0)->rect().center() + QPoint(6, 6));
    EXPECT_EQ(value(0), "Row 2, column 2: 5");
    row_.setMirrored(false);
    row_.setAlone(true);
    pointAt(mapView(0), mapView(0)->rect().center() + QPoint(6, 6));
    EXPECT_EQ(value(0), "Row 2, column 3: 6");
}

TEST_F(MapRowTest, AMapThatGoesLeavesWordsAndNoValue) {
    pointAt(mapView(1), mapView(1)->rect().center());
    ASSERT_NE(value(0), "");
    row_.column(0)->setMap({}, {});
    EXPECT_EQ(value(0), "");
    EXPECT_TRUE(view(0)->findChild<QLabel*>("stage.placeholder")->isVisible());
}

FlowPictures someFlow() {
    FlowPictures pictures;
    pictures.map = countingMap(4);
    pictures.flow = QImage(8, 4, QImage::Format_RGB32);
    pictures.flow.fill(Qt::yellow);
    pictures.speeds.assign(32, 1.5F);
    pictures.width = 8;
    pictures.height = 4;
    pictures.wheel = QImage(44, 44, QImage::Format_RGB32);
    pictures.wheel.fill(Qt::red);
    QPainter(&pictures.wheel).fillRect(22, 0, 22, 44, Qt::blue);
    pictures.largestSpeed = 12.34;
    return pictures;
}

class FlowPageTest : public testing::Test {
protected:
    void SetUp() override {
        page_.resize(900, 300);
        page_.showFlow(someFlow());
        page_.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&page_));
    }

    QLabel* label(const QString& name) const {
        return page_.findChild<QLabel*>(QStringLiteral("stage.flow.") + name);
    }
    QColor middleOf(int column) {
        ZoomMap* view = page_.row()->column(column)->view();
        return view->grab().toImage().pixelColor(view->rect().center() + QPoint(9, 9));
    }

    FlowPage page_;
};

TEST_F(FlowPageTest, ShowsTheFrameItsFlowAndCmm) {
    page_.setOpacity(0.5);
    EXPECT_EQ(middleOf(0), QColor(Qt::white));
    EXPECT_EQ(middleOf(1), QColor(Qt::yellow));
    EXPECT_NEAR(middleOf(2).green(), 128, 2);
    EXPECT_EQ(label("1.title")->text(), "t = 4, 11.00 s");
    EXPECT_TRUE(label("wheelText")->text().contains("12.3 pixels a step"));
}

TEST_F(FlowPageTest, ReadsSpeedAndMapAtOnePlace) {
    auto* first = page_.row()->column(0)->view()->findChild<QWidget*>("stage.mapView");
    pointAt(first, first->rect().center() + QPoint(6, 6));
    EXPECT_EQ(label("1.value")->text(), "");
    EXPECT_EQ(label("2.value")->text(), "Row 3, column 5: 1.5");
    EXPECT_EQ(label("3.value")->text(), "Row 2, column 3: 6");
}

TEST_F(FlowPageTest, TheWheelIsMirroredWithThePictures) {
    EXPECT_EQ(label("wheel")->pixmap().toImage().pixelColor(4, 20), QColor(Qt::red));
    page_.setMirrored(true);
    EXPECT_EQ(label("wheel")->pixmap().toImage().pixelColor(4, 20), QColor(Qt::blue));
}

TEST_F(FlowPageTest, AFrameWithoutFlowSaysSo) {
    FlowPictures pictures = someFlow();
    pictures.flow = {};
    page_.showFlow(pictures);
    EXPECT_FALSE(label("wheel")->isVisible());
    auto* placeholder = page_.row()->column(1)->view()->findChild<QLabel*>("stage.placeholder");
    EXPECT_TRUE(placeholder->isVisible());
    EXPECT_TRUE(placeholder->text().contains("no flow"));
    EXPECT_FALSE(page_.isEmpty());
}

}  // namespace
}  // namespace handscope::ui
