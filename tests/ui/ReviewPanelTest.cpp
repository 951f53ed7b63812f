// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recordings/ReviewPanel.h"

#include <gmock/gmock.h>

#include <QApplication>
#include <QComboBox>
#include <QCompleter>
#include <QLabel>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

#include "RecordingsFixture.h"
#include "ui/VideoView.h"
#include "ui/recordings/AddSegmentDialog.h"
#include "ui/recordings/HintedTable.h"
#include "ui/recordings/LabelEditor.h"
#include "ui/recordings/SegmentTimeline.h"

namespace handscope::ui {
namespace {

class ReviewPanelTest : public RecordingsFixture {
protected:
    void SetUp() override {
        RecordingsFixture::SetUp();
        openRecording();
        table_ = find<HintedTable>("review.segments");
        table_->setFocus();
    }

    QString shownLabel() const {
        return table_->currentIndex().siblingAtColumn(1).data().toString();
    }

    HintedTable* table_ = nullptr;
};

TEST_F(ReviewPanelTest, BeginsWithTheMostDoubtfulSegment) {
    EXPECT_EQ(page_->openRecording(), 7);
    EXPECT_EQ(selectedId(), 4);
    EXPECT_EQ(find<SegmentTimeline>("review.timeline")->selected(), 4);
    EXPECT_EQ(find<QLabel>("review.name")->text(), "clip.mp4");
    EXPECT_EQ(find<QLabel>("review.counts")->text(), "Segments: 4, to review: 3");
}

TEST_F(ReviewPanelTest, AcceptingGoesOnToTheNextDoubtfulOne) {
    QSignalSpy accepted(page_.get(), &RecordingsPage::acceptRequested);
    QSignalSpy selected(page_.get(), &RecordingsPage::segmentSelected);
    QSignalSpy seeks(page_.get(), &RecordingsPage::seekRequested);
    // What accepts does so at once.
    QVector<SegmentRow> rows = fourSegments();
    QObject::connect(page_.get(), &RecordingsPage::acceptRequested, page_.get(), [&](qint64 id) {
        for (SegmentRow& row : rows) {
            if (row.id == id) {
                row.state = ReviewState::Accepted;
            }
        }
        page_->setSegments(rows);
    });
    press(Qt::Key_Return);
    EXPECT_EQ(accepted.last()[0].toLongLong(), 4);
    EXPECT_EQ(selectedId(), 2);
    EXPECT_EQ(selected.last()[0].toLongLong(), 2);
    EXPECT_DOUBLE_EQ(seeks.last()[0].toDouble(), 6.0);
    press('A');
    EXPECT_EQ(accepted.last()[0].toLongLong(), 2);
    EXPECT_EQ(selectedId(), 1);
    click("review.accept");
    EXPECT_EQ(accepted.count(), 3);
    EXPECT_EQ(find<QLabel>("review.counts")->text(), "Segments: 4, all reviewed · A goes on");
    // There is no other, so it stays; and nothing is accepted twice.
    EXPECT_EQ(selectedId(), 1);
    press(Qt::Key_Return);
    EXPECT_EQ(accepted.count(), 3);
}

TEST_F(ReviewPanelTest, AllThatIsLeftIsAcceptedByKeyAndButton) {
    QSignalSpy all(page_.get(), &RecordingsPage::acceptAllRequested);
    QSignalSpy one(page_.get(), &RecordingsPage::acceptRequested);
    press(Qt::Key_A, Qt::ShiftModifier);
    EXPECT_EQ(all.count(), 1);
    click("review.acceptAll");
    EXPECT_EQ(all.count(), 2);
    EXPECT_EQ(one.count(), 0);
    EXPECT_TRUE(action("review.acceptAll")->toolTip().contains("Shift+A"));
    page_->setSegments({});
    EXPECT_TRUE(action("review.acceptAll")->isEnabled()) << "that there is nothing in it";
    page_->closeRecording();
    EXPECT_FALSE(action("review.acceptAll")->isEnabled());
}

TEST_F(ReviewPanelTest, GoesThroughTheListInItsOrder) {
    QSignalSpy selected(page_.get(), &RecordingsPage::segmentSelected);
    press('N');
    EXPECT_EQ(selectedId(), 2);
    press('N');
    EXPECT_EQ(selectedId(), 1);
    press('P');
    EXPECT_EQ(selectedId(), 2);
    EXPECT_EQ(selected.count(), 3);
    auto* order = find<QComboBox>("review.order");
    order->setFocus();
    press(Qt::Key_Down);
    EXPECT_EQ(selectedId(), 2) << "the selection is the segment's, not the row's";
    EXPECT_EQ(QApplication::focusWidget(), table_);
    press('N');
    EXPECT_EQ(selectedId(), 3);
}

TEST_F(ReviewPanelTest, ARowIsSelectedByMouseAndArrows) {
    QSignalSpy selected(page_.get(), &RecordingsPage::segmentSelected);
    QSignalSpy seeks(page_.get(), &RecordingsPage::seekRequested);
    QTest::mouseClick(table_->viewport(), Qt::LeftButton, {},
                      table_->visualRect(table_->model()->index(2, 0)).center());
    ASSERT_EQ(selected.count(), 1);
    EXPECT_EQ(selected[0][0].toLongLong(), 1);
    EXPECT_DOUBLE_EQ(seeks[0][0].toDouble(), 2.0);
    press(Qt::Key_Down);
    EXPECT_EQ(selected.last()[0].toLongLong(), 3);
    // A click beside the rows changes nothing.
    QTest::mouseClick(table_->viewport(), Qt::LeftButton, {},
                      {20, table_->viewport()->height() - 4});
    EXPECT_EQ(selectedId(), 3);
    EXPECT_EQ(table_->selectionModel()->selectedRows().size(), 1);
}

TEST_F(ReviewPanelTest, AClickOnTheTimelineSelectsAndSeeksOnce) {
    QSignalSpy selected(page_.get(), &RecordingsPage::segmentSelected);
    QSignalSpy seeks(page_.get(), &RecordingsPage::seekRequested);
    auto* timeline = find<SegmentTimeline>("review.timeline");
    QTest::mouseClick(timeline, Qt::LeftButton, {}, timeline->barOf(1).center());
    EXPECT_EQ(selectedId(), 1);
    ASSERT_EQ(selected.count(), 1);
    ASSERT_EQ(seeks.count(), 1);
    EXPECT_NEAR(seeks[0][0].toDouble(), 3.0, 0.05);
}

TEST_F(ReviewPanelTest, SplitsWhereThePlayheadIsInside) {
    QSignalSpy splits(page_.get(), &RecordingsPage::splitRequested);
    EXPECT_FALSE(action("review.split")->isEnabled());
    EXPECT_TRUE(action("review.split")->toolTip().contains("playhead"));
    page_->showFrame({}, 15.0, 450);
    EXPECT_FALSE(action("review.split")->isEnabled()) << "nothing is before its first frame";
    page_->showFrame({}, 15.5, 465);
    press('S');
    ASSERT_EQ(splits.count(), 1);
    EXPECT_EQ(splits[0][0].toLongLong(), 4);
    EXPECT_EQ(splits[0][1].toLongLong(), 465);
}

TEST_F(ReviewPanelTest, MergesWithTheNextByTime) {
    QSignalSpy merges(page_.get(), &RecordingsPage::mergeRequested);
    EXPECT_FALSE(action("review.merge")->isEnabled()) << "the selected one is the last";
    page_->selectSegment(2);
    press('M');
    ASSERT_EQ(merges.count(), 1);
    EXPECT_EQ(merges[0][0].toLongLong(), 2);
    EXPECT_EQ(merges[0][1].toLongLong(), 3);
}

TEST_F(ReviewPanelTest, BracketsMoveTheEdges) {
    QSignalSpy edges(page_.get(), &RecordingsPage::edgeMoved);
    for (const char key : {'[', ']', '{', '}'}) {
        press(key);
    }
    ASSERT_EQ(edges.count(), 4);
    const auto expectEdge = [&](int call, SegmentEdge edge, int frames) {
        EXPECT_EQ(edges[call][0].toLongLong(), 4);
        EXPECT_EQ(edges[call][1].value<SegmentEdge>(), edge) << call;
        EXPECT_EQ(edges[call][2].toInt(), frames) << call;
    };
    expectEdge(0, SegmentEdge::Start, -1);
    expectEdge(1, SegmentEdge::Start, +1);
    expectEdge(2, SegmentEdge::End, -1);
    expectEdge(3, SegmentEdge::End, +1);
}

TEST_F(ReviewPanelTest, DeletingGoesOnToTheNext) {
    QSignalSpy removed(page_.get(), &RecordingsPage::deleteRequested);
    QObject::connect(page_.get(), &RecordingsPage::deleteRequested, page_.get(), [&](qint64 id) {
        QVector<SegmentRow> rows = fourSegments();
        rows.removeIf([id](const SegmentRow& row) { return row.id == id; });
        page_->setSegments(rows);
    });
    QSignalSpy seeks(page_.get(), &RecordingsPage::seekRequested);
    press(Qt::Key_Delete);
    ASSERT_EQ(removed.count(), 1);
    EXPECT_EQ(removed[0][0].toLongLong(), 4);
    EXPECT_EQ(selectedId(), 2);
    EXPECT_DOUBLE_EQ(seeks.last()[0].toDouble(), 6.0);
}

TEST_F(ReviewPanelTest, TheSelectionSurvivesChangesByItsId) {
    QSignalSpy selected(page_.get(), &RecordingsPage::segmentSelected);
    page_->selectSegment(1);
    EXPECT_EQ(selected.count(), 0) << "no person did it";
    QVector<SegmentRow> rows = fourSegments();
    rows[0].state = ReviewState::Changed;
    rows[0].label = "Thumb Down";
    rows << segmentAt(20, "Thumb Up", 1.0, 1.5, 0.01);
    page_->setSegments(rows);
    EXPECT_EQ(selectedId(), 1);
    EXPECT_EQ(shownLabel(), "Thumb Down");
    EXPECT_EQ(find<SegmentTimeline>("review.timeline")->selected(), 1);
    EXPECT_EQ(selected.count(), 0);
    // Where it is gone, another takes its place, and that is told.
    rows.removeFirst();
    page_->setSegments(rows);
    ASSERT_EQ(selected.count(), 1);
    EXPECT_EQ(selected[0][0].toLongLong(), selectedId());
    EXPECT_NE(selectedId(), -1);
    page_->setSegments({});
    EXPECT_EQ(selected.last()[0].toLongLong(), -1);
    EXPECT_FALSE(action("review.relabel")->isEnabled());
    EXPECT_TRUE(action("review.relabel")->toolTip().contains("no segments"));
    EXPECT_TRUE(table_->hint().contains("No gesture was found"));
}

TEST_F(ReviewPanelTest, ASegmentIsAddedAtThePlayhead) {
    QSignalSpy added(page_.get(), &RecordingsPage::addSegmentRequested);
    page_->showFrame({}, 9.0, 270);
    press('I');
    auto* dialog = page_->findChild<AddSegmentDialog*>();
    ASSERT_NE(dialog, nullptr);
    EXPECT_EQ(dialog->findChild<QSpinBox*>("add.start")->value(), 270);
    EXPECT_EQ(dialog->findChild<QSpinBox*>("add.end")->value(), 300);
    EXPECT_EQ(dialog->findChild<QLabel*>("add.length")->text(), "Frames: 31, 1.03 s");
    auto* addButton = dialog->findChild<QPushButton*>("add.add");
    EXPECT_FALSE(addButton->isEnabled());
    auto* line = dialog->findChild<LabelEditor*>("add.label");
    QTest::keyClicks(line, "stop");
    EXPECT_TRUE(addButton->isEnabled());
    line->completer()->popup()->hide();
    dialog->findChild<QSpinBox*>("add.end")->setValue(280);
    QTest::mouseClick(addButton, Qt::LeftButton);
    ASSERT_EQ(added.count(), 1);
    EXPECT_EQ(added[0][0].toLongLong(), 270);
    EXPECT_EQ(added[0][1].toLongLong(), 280);
    EXPECT_EQ(added[0][2].toString(), "Stop Sign");
}

TEST_F(ReviewPanelTest, ASegmentCannotEndBeforeItBegins) {
    press('I');
    auto* dialog = page_->findChild<AddSegmentDialog*>();
    dialog->findChild<QSpinBox*>("add.start")->setValue(100);
    dialog->findChild<QSpinBox*>("add.end")->setValue(99);
    dialog->findChild<LabelEditor*>("add.label")->setText("Stop Sign");
    EXPECT_FALSE(dialog->findChild<QPushButton*>("add.add")->isEnabled());
}

TEST_F(ReviewPanelTest, UndoAndRedoSayWhat) {
    QSignalSpy undone(page_.get(), &RecordingsPage::undoRequested);
    QSignalSpy redone(page_.get(), &RecordingsPage::redoRequested);
    press(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(undone.count(), 0);
    EXPECT_TRUE(action("review.undo")->toolTip().contains("nothing to undo"));
    page_->setUndo(true, "relabel", true, "split");
    EXPECT_TRUE(action("review.undo")->toolTip().contains("Undo: relabel"));
    EXPECT_TRUE(action("review.redo")->toolTip().contains("Redo: split"));
    press(Qt::Key_Z, Qt::ControlModifier);
    press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_EQ(undone.count(), 1);
    EXPECT_EQ(redone.count(), 1);
}

TEST_F(ReviewPanelTest, KeysPlayAndStep) {
    QSignalSpy plays(page_.get(), &RecordingsPage::playRequested);
    QSignalSpy steps(page_.get(), &RecordingsPage::stepRequested);
    QSignalSpy loops(page_.get(), &RecordingsPage::loopChanged);
    press(Qt::Key_Space);
    ASSERT_EQ(plays.count(), 1);
    EXPECT_TRUE(plays[0][0].toBool());
    page_->setPlaying(true);
    EXPECT_EQ(find<QToolButton>("button.review.play")->accessibleName(), "Pause");
    press(Qt::Key_Space);
    EXPECT_FALSE(plays[1][0].toBool());
    press(Qt::Key_Left);
    press(Qt::Key_Right);
    ASSERT_EQ(steps.count(), 2);
    EXPECT_EQ(steps[0][0].toInt(), -1);
    EXPECT_EQ(steps[1][0].toInt(), +1);
    press('O');
    ASSERT_EQ(loops.count(), 1);
    EXPECT_TRUE(loops[0][0].toBool());
}

TEST_F(ReviewPanelTest, AFocusedButtonKeepsItsSpace) {
    QSignalSpy plays(page_.get(), &RecordingsPage::playRequested);
    QSignalSpy steps(page_.get(), &RecordingsPage::stepRequested);
    find<QToolButton>("button.review.stepOn")->setFocus();
    press(Qt::Key_Space);
    EXPECT_EQ(plays.count(), 0);
    EXPECT_EQ(steps.count(), 1);
}

TEST_F(ReviewPanelTest, ShowsThePictureItsPlaceAndTheGesture) {
    QImage picture(64, 36, QImage::Format_RGB888);
    picture.fill(Qt::darkGreen);
    page_->showFrame(picture, 7.0, 210);
    auto* video = find<VideoView>("review.video");
    EXPECT_EQ(video->gesture(), "Thumb Up");
    EXPECT_EQ(find<QLabel>("review.position")->text(), "0:07.0 / 0:20.0 · frame 210 of 600");
    EXPECT_EQ(video->grab().toImage().pixelColor(video->rect().center()), QColor(Qt::darkGreen));
    page_->showFrame(picture, 9.0, 270);
    EXPECT_EQ(video->gesture(), "");
}

TEST_F(ReviewPanelTest, ZoomsByKey) {
    auto* timeline = find<SegmentTimeline>("review.timeline");
    press('+');
    EXPECT_FALSE(timeline->scale().showsAll());
    press('0');
    EXPECT_TRUE(timeline->scale().showsAll());
    press('+');
    press('-');
    EXPECT_TRUE(timeline->scale().showsAll());
}

TEST_F(ReviewPanelTest, ClosingLeavesNothingBehind) {
    QSignalSpy selected(page_.get(), &RecordingsPage::segmentSelected);
    page_->closeRecording();
    EXPECT_EQ(page_->openRecording(), -1);
    EXPECT_EQ(selectedId(), -1);
    EXPECT_EQ(find<QLabel>("review.name")->text(), "No recording is open");
    EXPECT_EQ(table_->model()->rowCount(), 0);
    EXPECT_FALSE(action("review.play")->isEnabled());
    EXPECT_EQ(selected.count(), 0);
    // What comes late is not shown.
    page_->showFrame(QImage(8, 8, QImage::Format_RGB888), 1.0, 30);
    page_->setSegments(fourSegments());
    EXPECT_EQ(table_->model()->rowCount(), 0);
    EXPECT_EQ(find<QLabel>("review.position")->text(), "");
}

}  // namespace
}  // namespace handscope::ui
