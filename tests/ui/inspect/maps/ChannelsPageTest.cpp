// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/maps/ChannelsPage.h"

#include <gmock/gmock.h>

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QListView>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>
#include <algorithm>

#include "MapsFixture.h"
#include "ui/inspect/maps/ChannelModel.h"

namespace handscope::ui {
namespace {

TEST(ChannelModel, IsAProperModel) {
    ChannelModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::Warning);
    model.setTiles(someTiles(3));
    model.setTiles(someTiles(3));
    model.setMeasureName("energy");
    model.setTiles(someTiles(5));
    model.setTiles({});
    EXPECT_EQ(model.rowCount(), 0);
}

TEST(ChannelModel, SaysNumberAndMeasureInTheOrderGiven) {
    ChannelModel model;
    QVector<ChannelTile> tiles = someTiles(20);
    std::reverse(tiles.begin(), tiles.end());
    model.setTiles(tiles);
    const QModelIndex third = model.index(2);
    EXPECT_EQ(third.data().toString(), "c 17");
    EXPECT_EQ(third.data(ChannelModel::MeasureRole).toString(), "");
    EXPECT_EQ(third.data(Qt::AccessibleTextRole).toString(), "Channel 17");
    model.setMeasureName("energy");
    EXPECT_EQ(third.data(ChannelModel::MeasureRole).toString(), "0.0556");
    EXPECT_EQ(third.data(Qt::AccessibleTextRole).toString(), "Channel 17, energy 0.0556");
    EXPECT_EQ(model.rowOf(17), 2);
    EXPECT_EQ(model.rowOf(99), -1);
}

TEST(ChannelModel, AsManyTilesChangeInPlace) {
    ChannelModel model;
    model.setTiles(someTiles(8));
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.setTiles(someTiles(8));
    EXPECT_EQ(resets.count(), 0);
    EXPECT_EQ(changes.count(), 1);
    model.setTiles(someTiles(9));
    EXPECT_EQ(resets.count(), 1);
}

class ChannelsPageTest : public testing::Test {
protected:
    void SetUp() override {
        page_.resize(600, 400);
        page_.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&page_));
        grid_ = page_.findChild<QListView*>("stage.channels");
    }

    QPoint middleOf(int row) const { return grid_->visualRect(index(row)).center(); }
    QModelIndex index(int row) const { return grid_->model()->index(row, 0); }

    QString value() const { return page_.findChild<QLabel*>("stage.channels.value")->text(); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(grid_, key, modifiers);
    }

    ChannelsPage page_;
    QListView* grid_ = nullptr;
};

TEST_F(ChannelsPageTest, AClickPicksAChannel) {
    QSignalSpy picked(&page_, &ChannelsPage::channelPicked);
    page_.showChannels(someTiles(64), "layer1.0 · CSTM");
    EXPECT_EQ(page_.findChild<QLabel*>("stage.channels.title")->text(), "layer1.0 · CSTM");
    QTest::mouseClick(grid_->viewport(), Qt::LeftButton, {}, middleOf(9));
    ASSERT_EQ(picked.count(), 1);
    EXPECT_EQ(picked[0][0].toInt(), 9);
}

TEST_F(ChannelsPageTest, TheKeyboardPicksAChannel) {
    QSignalSpy picked(&page_, &ChannelsPage::channelPicked);
    page_.showChannels(someTiles(64), {});
    grid_->setFocus();
    QTest::keyClick(grid_, Qt::Key_Home);
    QTest::keyClick(grid_, Qt::Key_Right);
    QTest::keyClick(grid_, Qt::Key_Right);
    QTest::keyClick(grid_, Qt::Key_Return);
    ASSERT_EQ(picked.count(), 1);
    EXPECT_EQ(picked[0][0].toInt(), 2);
}

TEST_F(ChannelsPageTest, TellsTheValueUnderTheMouse) {
    page_.showChannels(someTiles(64), {});
    const QRect tile = grid_->visualRect(index(9));
    // The picture is 72 pixels high and begins 4 below the tile's top.
    const QPoint middle(tile.center().x(), tile.top() + 40);
    pointAt(grid_->viewport(), middle);
    EXPECT_EQ(value(), "Channel 9. Row 4, column 4: 924");
    auto tiles = someTiles(64);
    tiles[9].values[24] = -0.5F;
    page_.showChannels(tiles, {});
    EXPECT_EQ(value(), "Channel 9. Row 4, column 4: −0.5") << "of the next window of video";
    pointAt(grid_->viewport(), QPoint(tile.center().x(), tile.bottom() - 4));
    EXPECT_EQ(value(), "") << "below the picture";
    pointAt(grid_->viewport(), middle);
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(grid_->viewport(), &leave);
    EXPECT_EQ(value(), "");
}

TEST_F(ChannelsPageTest, KeysReadTheValuesOfTheTileThatHasTheKeyboard) {
    page_.showChannels(someTiles(64), {});
    grid_->setFocus();
    press(Qt::Key_Home);
    const QImage before = grid_->viewport()->grab().toImage();
    press(Qt::Key_Right, Qt::ShiftModifier);
    EXPECT_EQ(value(), "Channel 0. Row 4, column 4: 24") << "the middle, to begin with";
    EXPECT_EQ(grid_->accessibleDescription(), value());
    EXPECT_NE(grid_->viewport()->grab().toImage(), before) << "it is marked";
    press(Qt::Key_Up, Qt::ShiftModifier);
    press(Qt::Key_Left, Qt::ShiftModifier);
    EXPECT_EQ(value(), "Channel 0. Row 3, column 3: 16");
    press(Qt::Key_Right);
    EXPECT_EQ(value(), "Channel 1. Row 3, column 3: 116") << "the same cell of the next channel";
    for (int i = 0; i < 9; ++i) {
        press(Qt::Key_Up, Qt::ShiftModifier);
    }
    EXPECT_EQ(value(), "Channel 1. Row 1, column 3: 102") << "no further";
    page_.setMirrored(true);
    press(Qt::Key_Left, Qt::ShiftModifier);
    EXPECT_EQ(value(), "Channel 1. Row 1, column 4: 103") << "as it looks in the mirror";
    press(Qt::Key_Escape);
    EXPECT_EQ(value(), "");
    EXPECT_EQ(grid_->currentIndex(), index(1));
}

TEST_F(ChannelsPageTest, ACellThatACoarserTapDoesNotHaveIsNoLongerMarked) {
    QVector<ChannelTile> fine = someTiles(64);
    for (ChannelTile& tile : fine) {
        tile.colours = tile.colours.scaled(56, 56);
        tile.values.assign(56 * 56, 0.5F);
    }
    page_.showChannels(fine, {});
    grid_->setFocus();
    press(Qt::Key_Home);
    press(Qt::Key_Right, Qt::ShiftModifier);
    ASSERT_EQ(value(), "Channel 0. Row 29, column 29: 0.5");
    page_.showChannels(someTiles(64), {});
    EXPECT_EQ(value(), "");
    const QImage shown = grid_->viewport()->grab().toImage();
    press(Qt::Key_Escape);
    EXPECT_EQ(grid_->viewport()->grab().toImage(), shown) << "nothing was marked, on no tile";
    press(Qt::Key_Right, Qt::ShiftModifier);
    EXPECT_EQ(value(), "Channel 0. Row 4, column 4: 24") << "the middle, as to begin with";
}

TEST_F(ChannelsPageTest, ANewWindowOfVideoLeavesTheKeyboardWhereItIs) {
    page_.showChannels(someTiles(64), {});
    page_.setChannel(5);
    grid_->setFocus();
    press(Qt::Key_Right);
    page_.showChannels(someTiles(64), {});
    EXPECT_EQ(grid_->currentIndex(), index(6));
}

TEST_F(ChannelsPageTest, TheMarkFollowsItsChannelIntoAnotherOrder) {
    page_.showChannels(someTiles(64), {});
    page_.setChannel(5);
    EXPECT_THAT(grid_->selectionModel()->selectedIndexes(), testing::ElementsAre(index(5)));
    QVector<ChannelTile> tiles = someTiles(64);
    std::reverse(tiles.begin(), tiles.end());
    page_.showChannels(tiles, {});
    EXPECT_THAT(grid_->selectionModel()->selectedIndexes(), testing::ElementsAre(index(58)));
    page_.setChannel(-1);
    EXPECT_TRUE(grid_->selectionModel()->selectedIndexes().isEmpty());
}

TEST_F(ChannelsPageTest, ANewWindowOfVideoLeavesTheScrollingAlone) {
    page_.showChannels(someTiles(512), {});
    page_.setChannel(3);
    QTest::qWait(0);
    grid_->verticalScrollBar()->setValue(700);
    page_.showChannels(someTiles(512), {});
    QTest::qWait(0);
    EXPECT_EQ(grid_->verticalScrollBar()->value(), 700);
}

TEST_F(ChannelsPageTest, TheSliderMakesTilesLarger) {
    QSignalSpy sizes(&page_, &ChannelsPage::tileSizeChosen);
    page_.showChannels(someTiles(64), {});
    auto* slider = page_.findChild<QSlider*>("stage.channels.tileSize");
    const int before = grid_->gridSize().width();
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_PageUp);
    ASSERT_EQ(sizes.count(), 1);
    EXPECT_EQ(sizes[0][0].toInt(), 104);
    EXPECT_EQ(grid_->gridSize().width() - before, 32);
    page_.setTileSize(40);
    EXPECT_EQ(slider->value(), 40);
    EXPECT_EQ(sizes.count(), 1);
}

TEST_F(ChannelsPageTest, TheSheetHoldsChannelsThatAreOutOfSight) {
    EXPECT_TRUE(page_.sheet().isNull());
    page_.showChannels(someTiles(512), "layer4.2 · CMM");
    const QImage sheet = page_.sheet();
    EXPECT_GT(sheet.height(), 10 * page_.height());
    // The last one's own colour is near its end: 511 · 40 modulo 360 is 280 degrees.
    const QRgb wanted = QColor::fromHsv(280, 255, 200).rgb();
    bool found = false;
    for (int y = sheet.height() - grid_->gridSize().height(); y < sheet.height(); ++y) {
        for (int x = 0; x < sheet.width(); ++x) {
            found = found || sheet.pixel(x, y) == wanted;
        }
    }
    EXPECT_TRUE(found);
}

TEST_F(ChannelsPageTest, SetsAndPaints512Channels) {
    page_.resize(1200, 800);
    page_.setOrder(ChannelOrder::Energy);
    QVector<ChannelTile> tiles = someTiles(512);
    for (ChannelTile& tile : tiles) {
        tile.colours = tile.colours.scaled(28, 28);
    }
    page_.showChannels(someTiles(64), {});
    QTest::qWait(0);
    for (int round = 0; round < 9; ++round) {
        // Every other round another count, which is a reset.
        tiles.resize(round % 2 == 0 ? 512 : 511);
        page_.showChannels(tiles, "layer4.2 · CMM");
        // The list lays its items out when events are next handled.
        QCoreApplication::processEvents();
        const QImage painted = grid_->viewport()->grab().toImage();
        // The page is full: its last whole tile is there, too.
        const QModelIndex last = grid_->indexAt(
            {grid_->viewport()->width() - grid_->gridSize().width(), painted.height() - 30});
        ASSERT_TRUE(last.isValid());
        ASSERT_GT(last.row(), 80);
        const QPoint inside = grid_->visualRect(last).topLeft() + QPoint(40, 10);
        ASSERT_NE(painted.pixelColor(inside).rgb(), grid_->palette().color(QPalette::Base).rgb());
        tiles = someTiles(512);
    }
}

}  // namespace
}  // namespace handscope::ui
