// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recordings/LabelEditor.h"

#include <gtest/gtest.h>

#include <QAbstractItemView>
#include <QApplication>
#include <QCompleter>
#include <QSignalSpy>
#include <QTest>

#include "RecordingsFixture.h"
#include "ui/recordings/HintedTable.h"

namespace handscope::ui {
namespace {

/// Labels are edited in the list of segments.
class LabelEditorTest : public RecordingsFixture {
protected:
    void SetUp() override {
        RecordingsFixture::SetUp();
        openRecording();
        table_ = find<HintedTable>("review.segments");
        table_->setFocus();
    }

    LabelEditor* editor() const {
        QCoreApplication::processEvents();
        auto* editor = table_->findChild<LabelEditor*>();
        EXPECT_NE(editor, nullptr);
        return editor;
    }

    bool isEditing() const {
        // Queued: an editor closes once it has done with its key.
        QCoreApplication::processEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        return table_->findChild<LabelEditor*>() != nullptr;
    }

    QString shownLabel() const {
        return table_->currentIndex().siblingAtColumn(1).data().toString();
    }

    HintedTable* table_ = nullptr;
};

TEST_F(LabelEditorTest, ALabelIsTypedInPartAndTakenWithEnter) {
    QSignalSpy relabelled(page_.get(), &RecordingsPage::relabelRequested);
    QSignalSpy accepted(page_.get(), &RecordingsPage::acceptRequested);
    press('L');
    LabelEditor* line = editor();
    EXPECT_EQ(line->text(), "Swiping Right");
    EXPECT_TRUE(line->completer()->popup()->isVisible()) << "all labels are listed";
    QTest::keyClicks(line, "DRUM");
    EXPECT_EQ(line->completer()->currentCompletion(), "Drumming Fingers");
    QTest::keyClick(line->completer()->popup(), Qt::Key_Return);
    EXPECT_FALSE(isEditing());
    ASSERT_EQ(relabelled.count(), 1);
    EXPECT_EQ(relabelled[0][0].toLongLong(), 4);
    EXPECT_EQ(relabelled[0][1].toString(), "Drumming Fingers");
    EXPECT_EQ(accepted.count(), 0) << "Enter was the editor's";
    EXPECT_EQ(shownLabel(), "Swiping Right") << "until new segments are given";
    EXPECT_EQ(QApplication::focusWidget(), table_);
}

TEST_F(LabelEditorTest, ALabelIsChosenFromTheList) {
    QSignalSpy relabelled(page_.get(), &RecordingsPage::relabelRequested);
    press('L');
    QAbstractItemView* popup = editor()->completer()->popup();
    const QModelIndex third = popup->model()->index(3, 0);
    QTest::mouseClick(popup->viewport(), Qt::LeftButton, {}, popup->visualRect(third).center());
    EXPECT_FALSE(isEditing());
    ASSERT_EQ(relabelled.count(), 1);
    EXPECT_EQ(relabelled[0][1].toString(), "Thumb Up");
}

TEST_F(LabelEditorTest, TheRunnerUpIsListedFirst) {
    QSignalSpy relabelled(page_.get(), &RecordingsPage::relabelRequested);
    QVector<SegmentRow> rows = fourSegments();
    rows[3].runnerUp = "Shaking Hand";
    page_->setSegments(rows);
    press('L');
    LabelEditor* line = editor();
    QTest::keyClick(line->completer()->popup(), Qt::Key_Down);
    EXPECT_EQ(line->text(), "Shaking Hand");
    QTest::keyClick(line->completer()->popup(), Qt::Key_Return);
    EXPECT_FALSE(isEditing());
    ASSERT_EQ(relabelled.count(), 1);
    EXPECT_EQ(relabelled[0][1].toString(), "Shaking Hand");
}

TEST_F(LabelEditorTest, WhatIsNoLabelIsNotTaken) {
    QSignalSpy relabelled(page_.get(), &RecordingsPage::relabelRequested);
    press('L');
    LabelEditor* line = editor();
    QTest::keyClicks(line, "xyz");
    QTest::keyClick(line, Qt::Key_Return);
    EXPECT_TRUE(isEditing()) << "to be typed anew";
    QTest::keyClick(line, Qt::Key_Escape);
    EXPECT_FALSE(isEditing());
    EXPECT_EQ(relabelled.count(), 0);
}

TEST_F(LabelEditorTest, HalfALabelThatIsLeftIsForgotten) {
    QSignalSpy relabelled(page_.get(), &RecordingsPage::relabelRequested);
    press('L');
    QTest::keyClicks(editor(), "thumb");
    editor()->completer()->popup()->hide();
    find<QWidget>("queue.filter")->setFocus();
    EXPECT_FALSE(isEditing());
    EXPECT_EQ(relabelled.count(), 0);
}

}  // namespace
}  // namespace handscope::ui
