// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/maps/FramesPage.h"

#include <gtest/gtest.h>

#include <QLabel>
#include <QSignalSpy>
#include <QTest>

#include "MapsFixture.h"
#include "ui/ColourBarView.h"
#include "ui/MapView.h"
#include "ui/inspect/maps/FrameTile.h"

namespace handscope::ui {
namespace {

class FramesPageTest : public testing::Test {
protected:
    void SetUp() override {
        page_.resize(800, 400);
        page_.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&page_));
    }

    FrameTile* tile(int t) const {
        return page_.findChild<FrameTile*>(QStringLiteral("frames.tile%1").arg(t));
    }
    QString text(const QString& name) const {
        return page_.findChild<QLabel*>(QStringLiteral("frames.") + name)->text();
    }

    FramesPage page_{QStringLiteral("frames"), QStringLiteral("Maps of the frames")};
};

TEST_F(FramesPageTest, EachFrameSaysItsStepAndItsTime) {
    page_.showMaps(countingMaps(8), "layer2.3 · CMM", {});
    EXPECT_EQ(text("title"), "layer2.3 · CMM");
    ASSERT_NE(tile(3), nullptr);
    EXPECT_EQ(tile(3)->accessibleName(), "t = 3, 10.75 s");
    EXPECT_TRUE(tile(8)->isVisible());
}

TEST_F(FramesPageTest, AClickOnAMapChoosesItsFrame) {
    QSignalSpy chosen(&page_, &FramesPage::frameChosen);
    page_.showMaps(countingMaps(8), {}, {});
    // On the map itself, which is most of the tile.
    QTest::mouseClick(tile(5)->view(), Qt::LeftButton);
    ASSERT_EQ(chosen.count(), 1);
    EXPECT_EQ(chosen[0][0].toInt(), 5);
    EXPECT_TRUE(tile(5)->isChecked());
}

TEST_F(FramesPageTest, KeysGoFromFrameToFrame) {
    QSignalSpy chosen(&page_, &FramesPage::frameChosen);
    QSignalSpy opened(&page_, &FramesPage::frameOpened);
    page_.showMaps(countingMaps(8), {}, {});
    page_.setFrame(2);
    QTest::qWait(0);
    tile(2)->setFocus();
    QTest::keyClick(tile(2), Qt::Key_Right);
    EXPECT_TRUE(tile(3)->hasFocus());
    if (chosen.isEmpty()) {
        QTest::keyClick(tile(3), Qt::Key_Space);
    }
    ASSERT_GE(chosen.count(), 1);
    EXPECT_EQ(chosen.last()[0].toInt(), 3);
    QTest::keyClick(tile(3), Qt::Key_Return);
    ASSERT_EQ(opened.count(), 1);
    EXPECT_EQ(opened[0][0].toInt(), 3);
}

TEST_F(FramesPageTest, ADoubleClickOpensAFrame) {
    QSignalSpy opened(&page_, &FramesPage::frameOpened);
    page_.showMaps(countingMaps(8), {}, {});
    QTest::mouseDClick(tile(4)->view(), Qt::LeftButton);
    ASSERT_EQ(opened.count(), 1);
    EXPECT_EQ(opened[0][0].toInt(), 4);
}

TEST_F(FramesPageTest, TheColourBarIsThatOfTheChosenFrame) {
    QVector<MapImage> maps = countingMaps(8);
    maps[5].high = 42.0F;
    page_.showMaps(maps, {}, {});
    page_.setFrame(6);
    EXPECT_EQ(page_.findChild<ColourBarView*>("frames.colourBar")->highText(), "42");
    page_.setFrame(7);
    EXPECT_EQ(page_.findChild<ColourBarView*>("frames.colourBar")->highText(), "7");
    page_.setFrame(99);
    EXPECT_FALSE(tile(7)->isChecked());
}

TEST_F(FramesPageTest, TellsTheValueUnderTheMouse) {
    page_.showMaps(countingMaps(8), {}, {});
    QTest::qWait(0);
    // Just right of the middle, which is column 3, and below it, which is row 2.
    const QPoint middle = tile(2)->view()->rect().center();
    pointAt(tile(2)->view(), middle + QPoint(4, 6));
    EXPECT_EQ(text("value"), "t = 2. Row 2, column 3: 6");
}

TEST_F(FramesPageTest, NothingIsReadOnceTheMouseHasLeft) {
    page_.showMaps(countingMaps(8), {}, {});
    QTest::qWait(0);
    const QPoint place = tile(2)->view()->rect().center() + QPoint(4, 6);
    pointAt(tile(2)->view(), place);
    pointAt(tile(3)->view(), place);
    EXPECT_EQ(text("value"), "t = 3. Row 2, column 3: 6");
    EXPECT_FALSE(tile(2)->crossHair());
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(tile(2), &leave);
    EXPECT_EQ(text("value"), "t = 3. Row 2, column 3: 6") << "it was another one's";
    QCoreApplication::sendEvent(tile(3), &leave);
    EXPECT_EQ(text("value"), "");
}

TEST_F(FramesPageTest, TheValueIsThatOfTheNewestWindow) {
    QVector<MapImage> maps = countingMaps(8);
    page_.showMaps(maps, {}, {});
    QTest::qWait(0);
    pointAt(tile(2)->view(), tile(2)->view()->rect().center() + QPoint(4, 6));
    maps[1].values[6] = -0.25F;
    page_.showMaps(maps, {}, {});
    EXPECT_EQ(text("value"), "t = 2. Row 2, column 3: −0.25");
    page_.showMaps(countingMaps(1), {}, {});
    EXPECT_EQ(text("value"), "") << "there is no second frame any more";
}

TEST_F(FramesPageTest, KeysReadOneCellAfterTheOther) {
    page_.showMaps(countingMaps(8), {}, {});
    QTest::qWait(0);
    tile(2)->setFocus();
    const QImage before = tile(2)->grab().toImage();
    QTest::keyClick(tile(2), Qt::Key_Right, Qt::ShiftModifier);
    EXPECT_EQ(text("value"), "t = 2. Row 2, column 3: 6") << "the middle, to begin with";
    EXPECT_EQ(tile(2)->accessibleDescription(), "t = 2. Row 2, column 3: 6");
    EXPECT_NE(tile(2)->grab().toImage(), before) << "it is marked";
    QTest::keyClick(tile(2), Qt::Key_Up, Qt::ShiftModifier);
    EXPECT_EQ(text("value"), "t = 2. Row 1, column 3: 2");
    for (int i = 0; i < 9; ++i) {
        QTest::keyClick(tile(2), Qt::Key_Left, Qt::ShiftModifier);
    }
    EXPECT_EQ(text("value"), "t = 2. Row 1, column 1: 0") << "no further";
    page_.setMirrored(true);
    QTest::keyClick(tile(2), Qt::Key_Left, Qt::ShiftModifier);
    EXPECT_EQ(text("value"), "t = 2. Row 1, column 2: 1") << "as it looks in the mirror";
    QTest::keyClick(tile(2), Qt::Key_Escape);
    EXPECT_EQ(text("value"), "");
    EXPECT_EQ(tile(2)->accessibleDescription(), "");
    EXPECT_TRUE(tile(2)->hasFocus());
}

TEST_F(FramesPageTest, KeysReadTheSameCellOfTheNextFrame) {
    QVector<MapImage> maps = countingMaps(8);
    maps[2].values[6] = 42.0F;
    page_.showMaps(maps, {}, {});
    page_.setFrame(2);
    QTest::qWait(0);
    tile(2)->setFocus();
    QTest::keyClick(tile(2), Qt::Key_Down, Qt::ShiftModifier);
    ASSERT_EQ(text("value"), "t = 2. Row 2, column 3: 6");
    QTest::keyClick(tile(2), Qt::Key_Right);
    ASSERT_TRUE(tile(3)->hasFocus());
    EXPECT_EQ(text("value"), "t = 3. Row 2, column 3: 42");
    EXPECT_EQ(tile(2)->accessibleDescription(), "");
}

TEST_F(FramesPageTest, ACellOfOneIsTheWholeMap) {
    QVector<MapImage> maps = countingMaps(8);
    for (MapImage& map : maps) {
        map.colours = map.colours.copy(0, 0, 1, 1);
        map.values = {3.0F};
        map.width = map.height = 1;
    }
    page_.showMaps(maps, {}, {});
    tile(1)->setFocus();
    for (const Qt::Key key : {Qt::Key_Right, Qt::Key_Down, Qt::Key_Left, Qt::Key_Up}) {
        QTest::keyClick(tile(1), key, Qt::ShiftModifier);
        EXPECT_EQ(text("value"), "t = 1. Row 1, column 1: 3");
    }
}

TEST_F(FramesPageTest, TheColumnsMakeTheMapsAsLargeAsCanBe) {
    page_.showMaps(countingMaps(8), {}, {});
    page_.resize(300, 900);
    QTest::qWait(0);
    EXPECT_EQ(tile(1)->x(), tile(3)->x()) << "two columns at most in a tall page";
    page_.resize(1600, 200);
    QTest::qWait(0);
    EXPECT_EQ(tile(1)->y(), tile(8)->y()) << "one row in a wide page";
    EXPECT_LE(page_.minimumSizeHint().width(), 300);
}

TEST_F(FramesPageTest, FewerFramesLeaveNoTileBehind) {
    page_.showMaps(countingMaps(16), {}, {});
    page_.showMaps(countingMaps(8), {}, {});
    EXPECT_FALSE(tile(9)->isVisible());
    page_.showMaps({}, {}, {});
    EXPECT_TRUE(page_.isEmpty());
    EXPECT_TRUE(page_.findChild<QLabel*>("frames.placeholder")->isVisible());
}

}  // namespace
}  // namespace handscope::ui
