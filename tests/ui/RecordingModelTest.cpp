// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recordings/RecordingModel.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QPainter>
#include <QSignalSpy>

#include "RecordingsFixture.h"
#include "ui/recordings/NaturalOrder.h"
#include "ui/recordings/RecordingDelegate.h"
#include "ui/recordings/RecordingOrder.h"

namespace handscope::ui {
namespace {

using testing::ElementsAre;

class RecordingModelTest : public testing::Test {
protected:
    RecordingModel model_;
    RecordingOrder order_{&model_};
    // Report what they find as Qt warnings, and those fail the test.
    QAbstractItemModelTester tester_{&model_,
                                     QAbstractItemModelTester::FailureReportingMode::Warning};
    QAbstractItemModelTester orderTester_{&order_,
                                          QAbstractItemModelTester::FailureReportingMode::Warning};

    QString text(int row, int column) const { return model_.index(row, column).data().toString(); }

    std::vector<qint64> listed() const {
        std::vector<qint64> ids;
        for (int row = 0; row < order_.rowCount(); ++row) {
            ids.push_back(order_.recording(row)->id);
        }
        return ids;
    }
};

TEST_F(RecordingModelTest, TellsEachColumnInWords) {
    RecordingRow running = recordingIn(RecordingState::Running, 2, "b.mp4");
    running.progress = 0.456;
    model_.setRecordings({doneRecording(1, "a.mp4", 3, 0.123), running,
                          recordingIn(RecordingState::Waiting, 3, "c.mp4")});
    EXPECT_EQ(text(0, RecordingModel::Name), "a.mp4");
    EXPECT_EQ(text(0, RecordingModel::State), "Done");
    EXPECT_EQ(text(0, RecordingModel::Segments), "10");
    EXPECT_EQ(text(0, RecordingModel::ToReview), "3");
    EXPECT_EQ(text(0, RecordingModel::Margin), "12 %");
    EXPECT_EQ(text(1, RecordingModel::State), "46 %");
    EXPECT_EQ(text(1, RecordingModel::Segments), "");
    EXPECT_EQ(text(2, RecordingModel::State), "Waiting");
}

TEST_F(RecordingModelTest, ARecordingThatAPersonIsThroughWithIsReviewed) {
    RecordingRow row = doneRecording(1, "a.mp4", 0, 1.0);
    row.corrected = true;
    model_.setRecordings({row});
    EXPECT_EQ(text(0, RecordingModel::State), "Reviewed");
    EXPECT_EQ(text(0, RecordingModel::Margin), "");
}

TEST_F(RecordingModelTest, TellsWhyARecordingFailed) {
    RecordingRow row = recordingIn(RecordingState::Failed, 1, "a.mp4");
    row.message = "It is no video.";
    model_.setRecordings({row});
    EXPECT_TRUE(model_.index(0, RecordingModel::State)
                    .data(Qt::ToolTipRole)
                    .toString()
                    .contains("It is no video."));
}

TEST_F(RecordingModelTest, ANameThatLooksLikeHtmlIsShownAsItIs) {
    model_.setRecordings({recordingIn(RecordingState::Waiting, 1, "<b>bold</b>.mp4")});
    const QString tip = model_.index(0, RecordingModel::Name).data(Qt::ToolTipRole).toString();
    EXPECT_TRUE(tip.contains("&lt;b&gt;bold&lt;/b&gt;.mp4")) << tip.toStdString();
}

TEST_F(RecordingModelTest, UpdatesTheRowOfAKnownIdAlone) {
    model_.setRecordings({recordingIn(RecordingState::Waiting, 5, "a.mp4"),
                          recordingIn(RecordingState::Waiting, 6, "b.mp4")});
    QSignalSpy changed(&model_, &QAbstractItemModel::dataChanged);
    model_.update(doneRecording(6, "b.mp4", 2, 0.2));
    ASSERT_EQ(changed.count(), 1);
    EXPECT_EQ(changed[0][0].toModelIndex().row(), 1);
    EXPECT_EQ(text(1, RecordingModel::State), "Done");
    // What is the same already needs no repaint.
    model_.update(doneRecording(6, "b.mp4", 2, 0.2));
    EXPECT_EQ(changed.count(), 1);
}

TEST_F(RecordingModelTest, AddsARecordingThatIsNew) {
    model_.update(recordingIn(RecordingState::Waiting, 9, "z.mp4"));
    EXPECT_EQ(model_.rowCount(), 1);
    EXPECT_EQ(model_.rowOf(9), 0);
}

TEST_F(RecordingModelTest, AddsManyAtOnceAfterThoseThatThereAre) {
    model_.setRecordings({doneRecording(1, "b.mp4", 2, 0.25)});
    QSignalSpy inserted(&model_, &QAbstractItemModel::rowsInserted);
    QSignalSpy counted(&model_, &RecordingModel::countsChanged);
    model_.add({recordingIn(RecordingState::Waiting, 2, "c.mp4"),
                recordingIn(RecordingState::Waiting, 1, "b.mp4"),
                recordingIn(RecordingState::Failed, 3, "a.mp4")});
    EXPECT_EQ(inserted.count(), 1);
    EXPECT_EQ(counted.count(), 1);
    EXPECT_EQ(model_.rowCount(), 3);
    EXPECT_EQ(model_.rowOf(3), 2);
    EXPECT_EQ(model_.count(RecordingState::Done), 1) << "what is there already stays as it is";
    EXPECT_EQ(model_.count(RecordingState::Waiting), 1);
    EXPECT_THAT(listed(), ElementsAre(1, 3, 2));
    model_.add({});
    EXPECT_EQ(counted.count(), 1);
}

TEST_F(RecordingModelTest, KeepsTheFirstOfTwoWithTheSameId) {
    model_.setRecordings({recordingIn(RecordingState::Waiting, 1, "a.mp4"),
                          recordingIn(RecordingState::Waiting, 1, "b.mp4")});
    ASSERT_EQ(model_.rowCount(), 1);
    EXPECT_EQ(text(0, RecordingModel::Name), "a.mp4");
}

TEST_F(RecordingModelTest, CountsStatesAndAddsUpWhatRuns) {
    RecordingRow first = recordingIn(RecordingState::Running, 1, "a");
    first.progress = 0.5;
    RecordingRow second = recordingIn(RecordingState::Running, 2, "b");
    second.progress = 0.25;
    model_.setRecordings({first, second, doneRecording(3, "c", 0, 1.0)});
    EXPECT_EQ(model_.count(RecordingState::Running), 2);
    EXPECT_DOUBLE_EQ(model_.runningProgress(), 0.75);
    model_.update(doneRecording(1, "a", 1, 0.3));
    EXPECT_EQ(model_.count(RecordingState::Done), 2);
    EXPECT_DOUBLE_EQ(model_.runningProgress(), 0.25);
    model_.update(recordingIn(RecordingState::Cancelled, 2, "b"));
    EXPECT_EQ(model_.count(RecordingState::Running), 0);
    EXPECT_EQ(model_.runningProgress(), 0.0);
}

TEST_F(RecordingModelTest, TheMostDoubtfulComeFirst) {
    model_.setRecordings({recordingIn(RecordingState::Cancelled, 1, "a"),
                          recordingIn(RecordingState::Waiting, 2, "b"),
                          doneRecording(3, "c", 0, 1.0), doneRecording(4, "d", 2, 0.3),
                          doneRecording(5, "e", 1, 0.1),
                          recordingIn(RecordingState::Failed, 6, "f"),
                          recordingIn(RecordingState::Running, 7, "g")});
    EXPECT_THAT(listed(), ElementsAre(5, 4, 7, 6, 2, 1, 3));
    // As soon as it is done, a doubtful one moves up.
    model_.update(doneRecording(7, "g", 4, 0.02));
    EXPECT_THAT(listed(), ElementsAre(7, 5, 4, 6, 2, 1, 3));
}

// What a network misses is seen by nobody, unless somebody looks.
TEST_F(RecordingModelTest, WhatNothingWasFoundInIsToBeReviewedAfterWhatWasFound) {
    RecordingRow nothing = doneRecording(1, "a", 0, 1.0);
    nothing.segments = 0;
    model_.setRecordings({recordingIn(RecordingState::Failed, 4, "d"), nothing,
                          doneRecording(2, "b", 2, 0.9), doneRecording(3, "c", 0, 1.0)});
    EXPECT_THAT(listed(), ElementsAre(2, 1, 4, 3));
    EXPECT_EQ(text(1, RecordingModel::ToReview), "?");
    order_.setStateFilter(RecordingFilter::ToReview);
    EXPECT_THAT(listed(), ElementsAre(2, 1));
    nothing.corrected = true;  // a person has confirmed it
    model_.update(nothing);
    EXPECT_THAT(listed(), ElementsAre(2));
    EXPECT_EQ(text(1, RecordingModel::State), "Reviewed");
}

TEST_F(RecordingModelTest, NamesAreSortedAsPeopleExpect) {
    model_.setRecordings({recordingIn(RecordingState::Waiting, 1, "clip 10.mp4"),
                          recordingIn(RecordingState::Waiting, 2, "Clip 9.mp4"),
                          recordingIn(RecordingState::Waiting, 3, "angle.mp4")});
    order_.sort(RecordingModel::Name);
    EXPECT_THAT(listed(), ElementsAre(3, 2, 1));
    order_.sort(RecordingModel::Name, Qt::DescendingOrder);
    EXPECT_THAT(listed(), ElementsAre(1, 2, 3));
}

TEST_F(RecordingModelTest, FiltersByNameAndState) {
    model_.setRecordings({doneRecording(1, "Session A/1.mp4", 2, 0.1),
                          doneRecording(2, "Session A/2.mp4", 0, 1.0),
                          recordingIn(RecordingState::Failed, 3, "Session B/1.mp4")});
    order_.setNameFilter("session a");
    EXPECT_THAT(listed(), ElementsAre(1, 2));
    order_.setStateFilter(RecordingFilter::ToReview);
    EXPECT_THAT(listed(), ElementsAre(1));
    order_.setNameFilter({});
    order_.setStateFilter(RecordingFilter::Failed);
    EXPECT_THAT(listed(), ElementsAre(3));
    EXPECT_EQ(order_.rowOf(1), -1);
    // What is reviewed leaves the list of those to review.
    order_.setStateFilter(RecordingFilter::ToReview);
    model_.update(doneRecording(1, "Session A/1.mp4", 0, 1.0));
    EXPECT_EQ(order_.rowCount(), 0);
}

// The testers look at every row after each change, so there are none here.
TEST(LongQueueTest, TenThousandRecordingsAreUpdatedWithoutSearching) {
    constexpr int kCount = 10000;
    RecordingModel model;
    const RecordingOrder order(&model);
    QVector<RecordingRow> rows;
    for (int id = 0; id < kCount; ++id) {
        rows << doneRecording(id, QStringLiteral("clip %1.mp4").arg(id), 1,
                              (id * 7919 % kCount) / double(kCount));
    }
    model.setRecordings(rows);
    ASSERT_EQ(order.rowCount(), kCount);
    EXPECT_EQ(order.recording(0)->lowestMargin, 0.0);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    for (int id = 0; id < kCount; id += 10) {
        RecordingRow row = rows[id];
        row.name += "*";
        model.update(row);
    }
    EXPECT_EQ(changed.count(), kCount / 10);
}

TEST(NaturalOrderTest, ComparesNumbersAsNumbersAndEverythingElseByLetter) {
    EXPECT_LT(compareNaturally(u"clip 2", u"clip 10"), 0);
    EXPECT_LT(compareNaturally(u"clip 99999999999999999998", u"clip 99999999999999999999"), 0);
    EXPECT_LT(compareNaturally(u"a", u"B"), 0);
    EXPECT_LT(compareNaturally(u"clip", u"clip 1"), 0);
    EXPECT_EQ(compareNaturally(u"clip 1", u"clip 1"), 0);
    // Different names are never equal.
    EXPECT_NE(compareNaturally(u"clip 01", u"clip 1"), 0);
    EXPECT_NE(compareNaturally(u"Clip", u"clip"), 0);
}

TEST(RecordingDelegateTest, PaintsABarAsLongAsTheProgress) {
    RecordingModel model;
    RecordingRow row = recordingIn(RecordingState::Running, 1, "a");
    row.progress = 0.5;
    model.setRecordings({row});
    const RecordingDelegate delegate;
    QImage image(200, 24, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    QStyleOptionViewItem option;
    option.rect = image.rect();
    delegate.paint(&painter, option, model.index(0, RecordingModel::State));
    painter.end();
    const QColor fill = option.palette.color(QPalette::Highlight);
    EXPECT_EQ(image.pixelColor(20, 12), fill);
    EXPECT_EQ(image.pixelColor(75, 6), fill);
    EXPECT_NE(image.pixelColor(130, 6), fill);
}

}  // namespace
}  // namespace handscope::ui
