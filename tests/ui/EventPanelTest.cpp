// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include <QSignalSpy>
#include <QStatusBar>
#include <QTableView>
#include <QTest>

#include "WindowFixture.h"

namespace handscope::ui {
namespace {

class EventPanelTest : public WindowFixture {
protected:
    void SetUp() override {
        WindowFixture::SetUp();
        window_->upsertEvent({0, "Swiping Left", 12.5, 14.0, 0.8, false, {}});
        window_->upsertEvent({1, "Thumb Up", 30.0, 31.0, 0.9, false, {}});
        table_ = find<QTableView>("events.table");
    }

    QPoint centreOfRow(int row) const {
        return table_->visualRect(table_->model()->index(row, 1)).center();
    }

    QTableView* table_ = nullptr;
};

TEST_F(EventPanelTest, ADoubleClickGoesToTheEvent) {
    window_->showPlayback({true, false, true, 40.0, 60.0});
    QSignalSpy seeks(window_.get(), &MainWindow::seekRequested);
    QTest::mouseClick(table_->viewport(), Qt::LeftButton, {}, centreOfRow(1));
    QTest::mouseDClick(table_->viewport(), Qt::LeftButton, {}, centreOfRow(1));
    ASSERT_EQ(seeks.count(), 1);
    EXPECT_DOUBLE_EQ(seeks[0][0].toDouble(), 12.5);
}

TEST_F(EventPanelTest, EnterGoesToTheEvent) {
    window_->showPlayback({true, false, true, 40.0, 60.0});
    QSignalSpy seeks(window_.get(), &MainWindow::seekRequested);
    table_->setFocus();
    table_->setCurrentIndex(table_->model()->index(0, 0));
    QTest::keyClick(table_, Qt::Key_Return);
    ASSERT_EQ(seeks.count(), 1);
    EXPECT_DOUBLE_EQ(seeks[0][0].toDouble(), 30.0);
}

TEST_F(EventPanelTest, AsksForWhatWasKeptOfAnEventOfALiveSource) {
    window_->showPlayback({false, true, true, 40.0, 0.0});
    QSignalSpy seeks(window_.get(), &MainWindow::seekRequested);
    QSignalSpy events(window_.get(), &MainWindow::pastEventRequested);
    table_->setCurrentIndex(table_->model()->index(0, 0));
    QTest::keyClick(table_, Qt::Key_Return);
    EXPECT_EQ(seeks.count(), 0);
    ASSERT_EQ(events.count(), 1);
    EXPECT_EQ(events[0][0].toLongLong(), 1);
    window_->showNoWayBack();
    EXPECT_TRUE(window_->statusBar()->currentMessage().contains("cannot go back"));
}

TEST_F(EventPanelTest, SaysWhatWillStandThereWhileEmpty) {
    EXPECT_TRUE(table_->isVisible());
    window_->clearEvents();
    EXPECT_FALSE(table_->isVisible());
    EXPECT_TRUE(find<QLabel>("events.empty")->isVisible());
}

}  // namespace
}  // namespace handscope::ui
