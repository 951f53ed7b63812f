// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include <QApplication>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QMenuBar>
#include <QMimeData>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>
#include <QUrl>

#include "RecordingsFixture.h"
#include "WindowFixture.h"
#include "ui/inspect/InspectPage.h"

namespace handscope::ui {
namespace {

using Page = MainWindow::Page;

class WindowPagesTest : public WindowFixture {
protected:
    void SetUp() override {
        WindowFixture::SetUp();
        window_->activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(window_.get()));
    }

    QList<bool> shownDocks() const {
        QList<bool> shown;
        for (const QDockWidget* dock : window_->findChildren<QDockWidget*>()) {
            shown << !dock->isHidden();
        }
        return shown;
    }

    QStringList shownMenus() const {
        QStringList titles;
        for (const QAction* menu : window_->findChild<QMenuBar*>()->actions()) {
            if (menu->isVisible()) {
                titles << menu->text();
            }
        }
        return titles;
    }

    void drop(const QUrl& url) {
        QMimeData data;
        data.setUrls({url});
        QDragEnterEvent enter({50, 50}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(window_.get(), &enter);
        ASSERT_TRUE(enter.isAccepted());
        QDropEvent event(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(window_.get(), &event);
    }
};

TEST_F(WindowPagesTest, KeysSwitchBetweenThePages) {
    QSignalSpy changed(window_.get(), &MainWindow::pageChanged);
    EXPECT_EQ(window_->page(), Page::Live);
    QTest::keyClick(window_.get(), Qt::Key_3, Qt::ControlModifier);
    EXPECT_EQ(window_->page(), Page::Recordings);
    EXPECT_TRUE(window_->recordings().isVisible());
    ASSERT_EQ(changed.count(), 1);
    EXPECT_EQ(changed[0][0].value<Page>(), Page::Recordings);
    EXPECT_TRUE(action("pageRecordings")->isChecked());
    QTest::keyClick(window_.get(), Qt::Key_1, Qt::ControlModifier);
    EXPECT_EQ(window_->page(), Page::Live);
    EXPECT_FALSE(window_->recordings().isVisible());
    EXPECT_EQ(changed.count(), 2);
}

TEST_F(WindowPagesTest, TheTabsSwitchToo) {
    auto* tabs = find<QTabBar>("pages");
    QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(2).center());
    EXPECT_EQ(window_->page(), Page::Recordings);
    window_->showPage(Page::Live);
    EXPECT_EQ(tabs->currentIndex(), 0);
}

TEST_F(WindowPagesTest, TheLivePanelsComeBackAsTheyWere) {
    find<QDockWidget>("statistics")->hide();
    const QList<bool> before = shownDocks();
    const QRect map = find<QDockWidget>("map")->geometry();
    for (const Page other : {Page::Recordings, Page::Inspect}) {
        window_->showPage(other);
        EXPECT_FALSE(shownDocks().contains(true));
        QCoreApplication::processEvents();
        window_->showPage(Page::Live);
        EXPECT_EQ(shownDocks(), before);
        QCoreApplication::processEvents();
        EXPECT_EQ(find<QDockWidget>("map")->geometry(), map);
    }
}

TEST_F(WindowPagesTest, WhatBelongsToTheLivePageIsNeitherSeenNorDone) {
    window_->showPlayback({true, false, false, 1.0, 9.0});
    QSignalSpy plays(window_.get(), &MainWindow::playRequested);
    QSignalSpy seeks(window_.get(), &MainWindow::seekRequested);
    window_->showPage(Page::Recordings);
    EXPECT_EQ(shownMenus(), QStringList({"&File", "&Recording", "&View", "&Help"}));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right, Qt::ControlModifier);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_1, Qt::AltModifier);
    // Whatever the video does meanwhile.
    window_->showPlayback({true, false, true, 2.0, 9.0});
    EXPECT_FALSE(action("play")->isEnabled());
    EXPECT_FALSE(shownDocks().contains(true));
    EXPECT_EQ(plays.count() + seeks.count(), 0);
    window_->showPage(Page::Live);
    EXPECT_EQ(shownMenus(), QStringList({"&File", "&Playback", "&Map", "&View", "&Help"}));
    EXPECT_TRUE(action("play")->isEnabled());
    EXPECT_FALSE(action("exportMap")->isEnabled()) << "as before";
    QTest::keyClick(find<QWidget>("video"), Qt::Key_Space);
    EXPECT_EQ(plays.count(), 1);
}

TEST_F(WindowPagesTest, TheInspectPageSharesTheVideoButNotTheKeys) {
    window_->showPlayback({true, false, false, 1.0, 9.0});
    QSignalSpy plays(window_.get(), &MainWindow::playRequested);
    QSignalSpy freezes(&window_->inspect(), &InspectPage::freezeRequested);
    QTest::keyClick(window_.get(), Qt::Key_2, Qt::ControlModifier);
    EXPECT_EQ(window_->page(), Page::Inspect);
    EXPECT_EQ(shownMenus(), QStringList({"&File", "&Inspect", "&View", "&Help"}));
    EXPECT_FALSE(shownDocks().contains(true));
    EXPECT_TRUE(action("chooseSource")->isEnabled());
    window_->inspect().strip().setSpan(0.0, 9.0, false);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    EXPECT_EQ(plays.count(), 0);
    EXPECT_EQ(freezes.count(), 1);
    restart();
    EXPECT_EQ(window_->page(), Page::Inspect);
}

TEST_F(WindowPagesTest, APageOutOfSightDoesNotMakeTheWindowLarge) {
    EXPECT_LE(window_->minimumSizeHint().width(), 1000);
    EXPECT_LE(window_->minimumSizeHint().height(), 768);
    window_->showPage(Page::Inspect);
    EXPECT_LE(window_->minimumSizeHint().width(), 1000);
    EXPECT_LE(window_->minimumSizeHint().height(), 768);
}

TEST_F(WindowPagesTest, ThePagesOwnKeysActOnItAlone) {
    RecordingsPage& page = window_->recordings();
    page.setRecordings({doneRecording(7, "clip.mp4", 3, 0.05)});
    page.showRecording(7, "clip.mp4", 20.0, 600, fourSegments());
    QSignalSpy plays(&page, &RecordingsPage::playRequested);
    QSignalSpy accepted(&page, &RecordingsPage::acceptRequested);
    QTest::keyClick(find<QWidget>("video"), Qt::Key_Space);
    QTest::keyClick(find<QWidget>("video"), Qt::Key_Return);
    EXPECT_EQ(plays.count() + accepted.count(), 0);
    window_->showPage(Page::Recordings);
    ASSERT_EQ(QApplication::focusWidget(), find<QWidget>("review.segments"));
    // A list, whose Space the live page would leave to it.
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    EXPECT_EQ(plays.count(), 1);
    EXPECT_EQ(accepted.count(), 1);
}

TEST_F(WindowPagesTest, TheKeyboardGoesBackToWhereItWas) {
    window_->showPage(Page::Recordings);
    auto* filter = find<QWidget>("queue.filter");
    filter->setFocus();
    window_->showPage(Page::Live);
    EXPECT_FALSE(window_->recordings().isAncestorOf(QApplication::focusWidget()));
    window_->showPage(Page::Recordings);
    EXPECT_EQ(QApplication::focusWidget(), filter);
}

TEST_F(WindowPagesTest, ADropAddsToTheQueueAndOpensNoSource) {
    QSignalSpy sources(window_.get(), &MainWindow::sourceRequested);
    QSignalSpy added(&window_->recordings(), &RecordingsPage::filesAdded);
    window_->showPage(Page::Recordings);
    drop(QUrl::fromLocalFile("/v/a.mp4"));
    EXPECT_EQ(sources.count(), 0);
    ASSERT_EQ(added.count(), 1);
    EXPECT_EQ(added[0][0].toStringList(), QStringList("/v/a.mp4"));
    window_->showPage(Page::Live);
    drop(QUrl::fromLocalFile("/v/a.mp4"));
    EXPECT_EQ(sources.count(), 1);
    EXPECT_EQ(added.count(), 1);
}

TEST_F(WindowPagesTest, ThePageAndTheHiddenPanelsSurviveARestart) {
    find<QDockWidget>("scores")->hide();
    const QList<bool> before = shownDocks();
    window_->showPage(Page::Recordings);
    restart();
    EXPECT_EQ(window_->page(), Page::Recordings);
    EXPECT_EQ(find<QTabBar>("pages")->currentIndex(), 2);
    EXPECT_FALSE(shownDocks().contains(true));
    restart();
    window_->showPage(Page::Live);
    EXPECT_EQ(shownDocks(), before);
}

TEST_F(WindowPagesTest, ThePageFitsASmallWindow) {
    window_->showPage(Page::Recordings);
    EXPECT_LE(window_->recordings().minimumSizeHint().width(), 1000);
    EXPECT_LE(window_->recordings().minimumSizeHint().height(), 600);
}

}  // namespace
}  // namespace handscope::ui
