// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recordings/RecordingsPage.h"

#include <gmock/gmock.h>

#include <QApplication>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QProgressBar>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QUrl>

#include "RecordingsFixture.h"
#include "ui/recordings/HintedTable.h"

namespace handscope::ui {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using Ids = QVector<qint64>;

class RecordingsPageTest : public RecordingsFixture {
protected:
    void SetUp() override {
        RecordingsFixture::SetUp();
        table_ = find<HintedTable>("recordings.table");
    }

    /// In the order of the list: 2 (1 %), 1 (30 %), 3 (waits), 4 (failed is before it).
    void fill() {
        RecordingRow failed = recordingIn(RecordingState::Failed, 4, "d.mp4");
        failed.message = "It is no video.";
        page_->setRecordings({doneRecording(1, "a.mp4", 2, 0.3), doneRecording(2, "b.mp4", 5, 0.01),
                              recordingIn(RecordingState::Waiting, 3, "c.mp4"), failed});
    }

    void clickRow(int row, Qt::KeyboardModifiers modifiers = {}) {
        QTest::mouseClick(table_->viewport(), Qt::LeftButton, modifiers,
                          table_->visualRect(table_->model()->index(row, 0)).center());
    }

    int rowNamed(const QString& name) const {
        for (int row = 0; row < table_->model()->rowCount(); ++row) {
            if (table_->model()->index(row, 0).data().toString() == name) {
                return row;
            }
        }
        ADD_FAILURE() << "not listed: " << name.toStdString();
        return -1;
    }

    void drop(const QList<QUrl>& urls, bool taken = true) {
        QMimeData data;
        data.setUrls(urls);
        QDragEnterEvent enter({50, 50}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        enter.ignore();
        QApplication::sendEvent(page_.get(), &enter);
        ASSERT_EQ(enter.isAccepted(), taken);
        if (taken) {
            EXPECT_TRUE(find<QLabel>("recordings.drop")->isVisible());
            QDropEvent event(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton,
                             Qt::NoModifier);
            QApplication::sendEvent(page_.get(), &event);
        }
        EXPECT_FALSE(find<QLabel>("recordings.drop")->isVisible());
    }

    HintedTable* table_ = nullptr;
};

TEST_F(RecordingsPageTest, SaysWhatToDoWhileItIsEmpty) {
    EXPECT_TRUE(table_->hint().contains("Add videos"));
    EXPECT_FALSE(action("queue.start")->isEnabled());
    EXPECT_TRUE(action("queue.start")->toolTip().contains("Add recordings first"));
    EXPECT_FALSE(action("review.accept")->isEnabled());
    EXPECT_TRUE(action("review.accept")->toolTip().contains("Open a recording first"));
    EXPECT_TRUE(find<HintedTable>("review.segments")->hint().contains("listed here"));
}

TEST_F(RecordingsPageTest, AFilterThatNothingPassesSaysSo) {
    fill();
    find<QLineEdit>("queue.filter")->setFocus();
    QTest::keyClicks(QApplication::focusWidget(), "B.MP");
    EXPECT_EQ(table_->model()->rowCount(), 1);
    QTest::keyClicks(QApplication::focusWidget(), "aln");
    EXPECT_EQ(table_->model()->rowCount(), 0);
    EXPECT_TRUE(table_->hint().contains("filter"));
    find<QLineEdit>("queue.filter")->clear();
    auto* states = find<QComboBox>("queue.states");
    states->setCurrentText("Failed");
    ASSERT_EQ(table_->model()->rowCount(), 1);
    EXPECT_EQ(table_->model()->index(0, 0).data().toString(), "d.mp4");
}

TEST_F(RecordingsPageTest, WhatIsTypedInTheFilterIsNoKeyOfThePage) {
    openRecording();
    QSignalSpy accepted(page_.get(), &RecordingsPage::acceptRequested);
    QSignalSpy removed(page_.get(), &RecordingsPage::deleteRequested);
    QSignalSpy plays(page_.get(), &RecordingsPage::playRequested);
    auto* filter = find<QLineEdit>("queue.filter");
    filter->setFocus();
    QTest::keyClicks(filter, "a small [l]amp");
    press(Qt::Key_Left);
    press(Qt::Key_Delete);
    press(Qt::Key_Return);
    EXPECT_EQ(filter->text(), "a small [l]am");
    EXPECT_EQ(accepted.count() + removed.count() + plays.count(), 0);
    EXPECT_EQ(QApplication::focusWidget(), filter);
}

TEST_F(RecordingsPageTest, StartNeedsRecordingsAndAFolder) {
    QSignalSpy started(page_.get(), &RecordingsPage::startRequested);
    fill();
    EXPECT_TRUE(action("queue.start")->toolTip().contains("output folder"));
    page_->setOutputFolder("/labels");
    EXPECT_EQ(find<QLabel>("queue.folder")->text(), "/labels");
    click("queue.start");
    EXPECT_EQ(started.count(), 1);
    press(Qt::Key_F5);
    EXPECT_EQ(started.count(), 2);
    page_->setProgress({true, 0, 4, 0.0, 0.0, -1.0});
    EXPECT_FALSE(action("queue.start")->isEnabled());
    EXPECT_TRUE(action("queue.start")->toolTip().contains("already"));
    EXPECT_FALSE(action("queue.chooseOutput")->isEnabled()) << "it writes into the one chosen";
}

TEST_F(RecordingsPageTest, StartSaysWhatToDoWhereOnlyCancelledRecordingsAreLeft) {
    page_->setOutputFolder("/labels");
    page_->setRecordings({recordingIn(RecordingState::Cancelled, 1, "a.mp4")});
    EXPECT_FALSE(action("queue.start")->isEnabled());
    EXPECT_TRUE(action("queue.start")->toolTip().contains("Label again"));
    clickRow(0);
    EXPECT_TRUE(find<QLabel>("queue.hint")->text().contains("Label again"));
    EXPECT_TRUE(find<QToolButton>("queue.labelAgain")->isVisible());
}

TEST_F(RecordingsPageTest, CancelStopsTheWholeQueue) {
    QSignalSpy cancelled(page_.get(), &RecordingsPage::cancelRequested);
    fill();
    EXPECT_FALSE(action("queue.cancel")->isEnabled());
    page_->setProgress({true, 2, 4, 30.0, 5.0, 60.0});
    click("queue.cancel");
    EXPECT_EQ(cancelled.count(), 1);
}

TEST_F(RecordingsPageTest, ShowsHowFarAndHowFastItIs) {
    RecordingRow running = recordingIn(RecordingState::Running, 3, "c.mp4");
    running.progress = 0.5;
    fill();
    page_->updateRecording(running);
    page_->setProgress({true, 1, 4, 45.6, 3.21, 130.0});
    EXPECT_EQ(find<QProgressBar>("queue.progress")->text(), "1 of 4");
    EXPECT_EQ(find<QProgressBar>("queue.progress")->value(), 375);
    EXPECT_EQ(find<QLabel>("queue.words")->text(), "46 windows/s · 3.2 × real time · 2 min left");
    page_->setProgress({true, 1, 4, 1.24, 0.1, 7400.0});
    EXPECT_EQ(find<QLabel>("queue.words")->text(),
              "1.2 windows/s · 0.1 × real time · 2 h 3 min left");
    page_->setProgress({true, 1, 4, 0.0, 0.0, -1.0});
    EXPECT_TRUE(find<QLabel>("queue.words")->text().contains("not known yet"));
    page_->setProgress({false, 4, 4, 0.0, 0.0, -1.0});
    EXPECT_EQ(find<QLabel>("queue.words")->text(), "All of them are labelled");
    page_->setProgress({.done = 4, .total = 4, .failed = 1});
    EXPECT_EQ(find<QLabel>("queue.words")->text(), "All have ended, 1 of them without labels");
}

TEST_F(RecordingsPageTest, AddingTellsHowFarItIsAndIsCalledOff) {
    QSignalSpy cancelled(page_.get(), &RecordingsPage::addingCancelRequested);
    auto* words = find<QLabel>("queue.listing");
    auto* busy = find<QProgressBar>("queue.listing.busy");
    auto* cancel = find<QToolButton>("queue.listing.cancel");
    EXPECT_FALSE(words->isVisible());
    page_->setListing(12);
    ASSERT_TRUE(QTest::qWaitFor([&] { return words->isVisible(); }));
    page_->setListing(345);
    EXPECT_TRUE(words->text().contains("345")) << words->text().toStdString();
    EXPECT_EQ(busy->maximum(), 0) << "nobody knows how many there are";
    for (const QWidget* const widget : QWidgetList{words, busy, cancel}) {
        EXPECT_FALSE(widget->accessibleName().isEmpty()) << widget->objectName().toStdString();
    }
    cancel->click();
    EXPECT_EQ(cancelled.count(), 1);
    page_->setListing(std::nullopt);
    EXPECT_FALSE(words->isVisible());
    page_->addRecordings({recordingIn(RecordingState::Waiting, 1, "a.mp4")});
    EXPECT_EQ(table_->model()->rowCount(), 1);
}

TEST_F(RecordingsPageTest, AClickOpensARecordingThatIsDone) {
    QSignalSpy opened(page_.get(), &RecordingsPage::recordingOpened);
    fill();
    clickRow(1);
    ASSERT_EQ(opened.count(), 1);
    EXPECT_EQ(opened[0][0].toLongLong(), 1);
    clickRow(0, Qt::ControlModifier);
    EXPECT_EQ(opened.count(), 1) << "with Ctrl it is only selected";
    clickRow(rowNamed("c.mp4"));
    EXPECT_EQ(opened.count(), 1) << "nothing is there to be seen yet";
    EXPECT_TRUE(find<QLabel>("queue.hint")->text().contains("once it is labelled"));
}

TEST_F(RecordingsPageTest, EnterOpensARecordingAndThenAcceptsItsSegments) {
    QSignalSpy opened(page_.get(), &RecordingsPage::recordingOpened);
    QSignalSpy accepted(page_.get(), &RecordingsPage::acceptRequested);
    fill();
    press(Qt::Key_Down);
    press(Qt::Key_Return);
    ASSERT_EQ(opened.count(), 1);
    EXPECT_EQ(opened[0][0].toLongLong(), 2);
    page_->showRecording(2, "b.mp4", 20.0, 600, fourSegments());
    EXPECT_EQ(accepted.count(), 0);
    press(Qt::Key_Return);
    ASSERT_EQ(accepted.count(), 1);
    EXPECT_EQ(accepted[0][0].toLongLong(), 4);
}

TEST_F(RecordingsPageTest, TheOpenRecordingIsNotOpenedAgain) {
    fill();
    page_->showRecording(1, "a.mp4", 20.0, 600, fourSegments());
    QSignalSpy opened(page_.get(), &RecordingsPage::recordingOpened);
    clickRow(1);
    EXPECT_EQ(opened.count(), 0);
    EXPECT_EQ(QApplication::focusWidget(), find<QWidget>("review.segments"));
}

TEST_F(RecordingsPageTest, GoesToTheNextRecordingToReview) {
    QSignalSpy opened(page_.get(), &RecordingsPage::recordingOpened);
    fill();
    page_->showRecording(2, "b.mp4", 20.0, 600, fourSegments());
    press(Qt::Key_PageDown, Qt::ControlModifier);
    ASSERT_EQ(opened.count(), 1);
    EXPECT_EQ(opened[0][0].toLongLong(), 1);
    QSignalSpy nothingLeft(page_.get(), &RecordingsPage::nothingLeftToReview);
    page_->updateRecording(doneRecording(1, "a.mp4", 0, 1.0));
    press(Qt::Key_PageUp, Qt::ControlModifier);
    EXPECT_EQ(opened.count(), 1) << "no other is left";
    EXPECT_EQ(nothingLeft.count(), 1);
}

// With Ctrl+PgDown: Qt would add rows to those that are selected, and Label again take them all.
TEST_F(RecordingsPageTest, GoingToARecordingSelectsItAloneWhileCtrlIsHeld) {
    fill();
    clickRow(rowNamed("a.mp4"));
    QTest::keyPress(page_->windowHandle(), Qt::Key_Control, Qt::ControlModifier);
    ASSERT_TRUE(QGuiApplication::keyboardModifiers() & Qt::ControlModifier);
    page_->showRecording(2, "b.mp4", 20.0, 600, fourSegments());
    QTest::keyRelease(page_->windowHandle(), Qt::Key_Control);
    QSignalSpy again(page_.get(), &RecordingsPage::labelAgainRequested);
    action("queue.labelSelectedAgain")->trigger();
    ASSERT_EQ(again.count(), 1);
    EXPECT_EQ(again[0][0].value<QVector<qint64>>(), QVector<qint64>{2});
}

TEST_F(RecordingsPageTest, AcceptGoesOnToTheNextRecordingWhereNothingIsLeft) {
    fill();
    QVector<SegmentRow> segments = fourSegments();
    for (SegmentRow& segment : segments) {
        segment.state = ReviewState::Accepted;
    }
    page_->showRecording(2, "b.mp4", 20.0, 600, segments);
    QSignalSpy accepted(page_.get(), &RecordingsPage::acceptRequested);
    QSignalSpy opened(page_.get(), &RecordingsPage::recordingOpened);
    action("review.accept")->trigger();
    EXPECT_EQ(accepted.count(), 0);
    ASSERT_EQ(opened.count(), 1);
    EXPECT_EQ(opened[0][0].toLongLong(), 1);
}

TEST_F(RecordingsPageTest, GoesOnFromTheOneThatIsStillBeingOpened) {
    page_->setRecordings({doneRecording(1, "a.mp4", 2, 0.3), doneRecording(2, "b.mp4", 5, 0.01),
                          doneRecording(3, "c.mp4", 1, 0.5)});
    page_->showRecording(2, "b.mp4", 20.0, 600, fourSegments());
    QObject::connect(page_.get(), &RecordingsPage::recordingOpened, page_.get(),
                     &RecordingsPage::closeRecording);
    QSignalSpy opened(page_.get(), &RecordingsPage::recordingOpened);
    action("review.nextRecording")->trigger();
    action("review.nextRecording")->trigger();
    ASSERT_EQ(opened.count(), 2);
    EXPECT_EQ(opened[0][0].toLongLong(), 1);
    EXPECT_EQ(opened[1][0].toLongLong(), 3);
}

TEST_F(RecordingsPageTest, AFailedRecordingSaysWhyAndIsTriedAgain) {
    QSignalSpy retried(page_.get(), &RecordingsPage::labelAgainRequested);
    fill();
    auto* retry = find<QToolButton>("queue.labelAgain");
    EXPECT_FALSE(retry->isVisible());
    clickRow(rowNamed("d.mp4"));
    EXPECT_TRUE(find<QLabel>("queue.hint")->text().contains("It is no video."));
    ASSERT_TRUE(retry->isVisible());
    QTest::mouseClick(retry, Qt::LeftButton);
    ASSERT_EQ(retried.count(), 1);
    EXPECT_THAT(retried[0][0].value<Ids>(), ElementsAre(4));
}

TEST_F(RecordingsPageTest, ARecordingThatAFormatCouldNotHoldSaysSo) {
    RecordingRow refused = doneRecording(1, "a.mp4", 2, 0.3);
    page_->setRecordings({refused});
    clickRow(0);
    EXPECT_FALSE(find<QLabel>("queue.hint")->isVisible());
    refused.message = "The label has a backslash.";
    page_->updateRecording(refused);
    EXPECT_TRUE(find<QLabel>("queue.hint")->text().contains("The label has a backslash."));
}

TEST_F(RecordingsPageTest, SelectedRecordingsAreCancelled) {
    QSignalSpy cancelled(page_.get(), &RecordingsPage::cancelRecordingsRequested);
    fill();
    EXPECT_FALSE(action("queue.cancelSelected")->isEnabled());
    table_->selectAll();
    action("queue.cancelSelected")->trigger();
    ASSERT_EQ(cancelled.count(), 1);
    EXPECT_THAT(cancelled[0][0].value<Ids>(), ElementsAre(3)) << "only what runs or waits";
    // Which is found out again when a recording changes.
    page_->updateRecording(doneRecording(3, "c.mp4", 1, 0.2));
    QCoreApplication::processEvents();
    EXPECT_FALSE(action("queue.cancelSelected")->isEnabled());
}

TEST_F(RecordingsPageTest, ClearsWhatHasEnded) {
    QSignalSpy cleared(page_.get(), &RecordingsPage::clearEndedRequested);
    EXPECT_FALSE(action("queue.clearEnded")->isEnabled());
    fill();
    click("queue.clearEnded");
    EXPECT_EQ(cleared.count(), 1);
}

TEST_F(RecordingsPageTest, FilesAndFoldersAreDropped) {
    QSignalSpy added(page_.get(), &RecordingsPage::filesAdded);
    drop({QUrl::fromLocalFile("/v/a clip.mp4"), QUrl::fromLocalFile("/v/folder"),
          QUrl("rtsp://camera.local/stream")});
    ASSERT_EQ(added.count(), 1);
    EXPECT_EQ(added[0][0].toStringList(), QStringList({"/v/a clip.mp4", "/v/folder"}));
    drop({QUrl("rtsp://camera.local/stream")}, false);
    EXPECT_EQ(added.count(), 1);
}

TEST_F(RecordingsPageTest, FilesFoldersAndTheOutputAreChosenInDialogs) {
    QSignalSpy added(page_.get(), &RecordingsPage::filesAdded);
    QSignalSpy chosen(page_.get(), &RecordingsPage::outputFolderChosen);
    const auto answer = [&](const QString& name, const QString& path) {
        click(name);
        auto* dialog = page_->findChild<QFileDialog*>();
        ASSERT_NE(dialog, nullptr) << name.toStdString();
        Q_EMIT dialog->fileSelected(path);
        Q_EMIT dialog->filesSelected({path});
        dialog->close();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    };
    answer("queue.addFiles", "/v/a.mp4");
    answer("queue.addFolder", "/v");
    ASSERT_EQ(added.count(), 2);
    EXPECT_EQ(added[0][0].toStringList(), QStringList({"/v/a.mp4"}));
    EXPECT_EQ(added[1][0].toStringList(), QStringList({"/v"}));
    answer("queue.chooseOutput", "/labels");
    ASSERT_EQ(chosen.count(), 1);
    EXPECT_EQ(chosen[0][0].toString(), "/labels");
    EXPECT_EQ(added.count(), 2);
}

TEST_F(RecordingsPageTest, TenThousandRecordingsKeepSelectionAndPlace) {
    QVector<RecordingRow> rows;
    for (int id = 0; id < 10000; ++id) {
        rows << doneRecording(id, QStringLiteral("clip %1.mp4").arg(id), 1, id / 10000.0);
    }
    page_->setRecordings(rows);
    ASSERT_EQ(table_->model()->rowCount(), 10000);
    clickRow(5);
    const auto current = [this] { return table_->currentIndex().siblingAtColumn(0).data(); };
    ASSERT_EQ(current().toString(), "clip 5.mp4");
    // It moves in the list, and stays selected.
    page_->updateRecording(doneRecording(5, "clip 5.mp4", 0, 1.0));
    EXPECT_EQ(current().toString(), "clip 5.mp4");
    EXPECT_EQ(table_->currentIndex().row(), 9999);
    for (int id = 100; id < 10000; id += 100) {
        page_->updateRecording(doneRecording(id, QStringLiteral("clip %1.mp4").arg(id), 0, 1.0));
    }
    EXPECT_EQ(current().toString(), "clip 5.mp4");
    // Also where the list is built anew.
    page_->setRecordings(rows.mid(0, 1000));
    EXPECT_EQ(table_->model()->rowCount(), 1000);
    EXPECT_EQ(current().toString(), "clip 5.mp4");
    EXPECT_EQ(table_->selectionModel()->selectedRows().size(), 1);
    page_->setRecordings(rows);
    EXPECT_EQ(current().toString(), "clip 5.mp4");
}

TEST_F(RecordingsPageTest, TheLayoutIsKeptAndRubbishIsPassedOver) {
    const QByteArray state = page_->layoutState();
    page_->restoreLayout("rubbish");
    page_->restoreLayout({});
    EXPECT_EQ(page_->layoutState(), state);
    page_->restoreLayout(state);
    EXPECT_EQ(page_->layoutState(), state);
}

TEST_F(RecordingsPageTest, EveryActionSaysWhatItDoes) {
    for (const QAction* action : page_->actions()) {
        EXPECT_FALSE(action->toolTip().isEmpty()) << action->objectName().toStdString();
        EXPECT_EQ(action->shortcutContext(), Qt::WidgetWithChildrenShortcut)
            << action->objectName().toStdString();
    }
    QMap<QString, QString> owners;
    for (const QAction* action : page_->actions()) {
        for (const QKeySequence& key : action->shortcuts()) {
            EXPECT_FALSE(owners.contains(key.toString())) << key.toString().toStdString();
            owners.insert(key.toString(), action->objectName());
        }
    }
    EXPECT_GE(owners.size(), 30);
}

}  // namespace
}  // namespace handscope::ui
