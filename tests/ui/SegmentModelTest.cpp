// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recordings/SegmentModel.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include "RecordingsFixture.h"

namespace handscope::ui {
namespace {

using testing::ElementsAre;

class SegmentModelTest : public testing::Test {
protected:
    SegmentModel model_;
    // Reports what it finds as Qt warnings, and those fail the test.
    QAbstractItemModelTester tester_{&model_,
                                     QAbstractItemModelTester::FailureReportingMode::Warning};

    void SetUp() override { model_.setSegments(fourSegments()); }

    QString text(int row, int column) const { return model_.index(row, column).data().toString(); }

    std::vector<qint64> ids() const {
        std::vector<qint64> ids;
        for (int row = 0; row < model_.rowCount(); ++row) {
            ids.push_back(model_.segment(row)->id);
        }
        return ids;
    }
};

TEST_F(SegmentModelTest, ListsTheDoubtfulFirstAndTheReviewedLast) {
    EXPECT_THAT(ids(), ElementsAre(4, 2, 1, 3));
    EXPECT_EQ(model_.unreviewed(), 3);
}

TEST_F(SegmentModelTest, ListsByTimeOnRequest) {
    model_.setOrder(SegmentOrder::ByTime);
    EXPECT_THAT(ids(), ElementsAre(1, 2, 3, 4));
    model_.setOrder(SegmentOrder::DoubtfulFirst);
    EXPECT_THAT(ids(), ElementsAre(4, 2, 1, 3));
}

TEST_F(SegmentModelTest, TellsEachColumnInWords) {
    EXPECT_EQ(text(0, SegmentModel::Time), "0:15.0 – 0:16.0");
    EXPECT_EQ(text(0, SegmentModel::Label), "Swiping Right");
    EXPECT_EQ(text(0, SegmentModel::Frames), "450 – 480");
    EXPECT_EQ(text(0, SegmentModel::Score), "80 %");
    EXPECT_EQ(text(0, SegmentModel::Margin), "5 %");
    EXPECT_EQ(text(0, SegmentModel::State), "Doubtful");
    EXPECT_EQ(text(2, SegmentModel::State), "Predicted");
    EXPECT_EQ(text(3, SegmentModel::State), "Accepted");
}

TEST_F(SegmentModelTest, WhatAPersonMadeHasNoScore) {
    model_.setSegments({segmentAt(9, "Thumb Up", 1.0, 2.0, 1.0, ReviewState::Added)});
    EXPECT_EQ(text(0, SegmentModel::Score), "");
    EXPECT_EQ(text(0, SegmentModel::Margin), "");
    EXPECT_EQ(text(0, SegmentModel::State), "Added");
}

TEST_F(SegmentModelTest, TellsTheRunnerUpInTheToolTip) {
    SegmentRow row = segmentAt(1, "Swiping Left", 2.0, 4.0, 0.1);
    row.runnerUp = "Drumming Fingers";
    model_.setSegments({row});
    EXPECT_TRUE(model_.index(0, 0).data(Qt::ToolTipRole).toString().contains("Drumming Fingers"));
}

TEST_F(SegmentModelTest, AChangeIsTheRowsOwnAndNoReset) {
    QSignalSpy reset(&model_, &QAbstractItemModel::modelReset);
    QSignalSpy changed(&model_, &QAbstractItemModel::dataChanged);
    QVector<SegmentRow> rows = fourSegments();
    rows[0].label = "Thumb Down";
    model_.setSegments(rows);
    EXPECT_EQ(reset.count(), 0);
    ASSERT_EQ(changed.count(), 1);
    EXPECT_EQ(changed[0][0].toModelIndex().row(), 2);
    EXPECT_EQ(text(2, SegmentModel::Label), "Thumb Down");
}

TEST_F(SegmentModelTest, AnAcceptedSegmentTakesItsSelectionAlong) {
    const QPersistentModelIndex kept = model_.index(0, SegmentModel::Label);
    QVector<SegmentRow> rows = fourSegments();
    rows[3].state = ReviewState::Accepted;
    model_.setSegments(rows);
    EXPECT_THAT(ids(), ElementsAre(2, 1, 3, 4));
    EXPECT_EQ(kept.row(), 3);
    EXPECT_EQ(kept.data().toString(), "Swiping Right");
}

TEST_F(SegmentModelTest, SegmentsThatComeAndGoLeaveTheOthersInPlace) {
    const QPersistentModelIndex kept = model_.index(2, SegmentModel::Label);
    QSignalSpy reset(&model_, &QAbstractItemModel::modelReset);
    QVector<SegmentRow> rows = fourSegments();
    rows.removeAt(1);
    rows << segmentAt(10, "Shaking Hand", 18.0, 19.0, 0.01)
         << segmentAt(11, "Thumb Up", 6.0, 7.0, 1.0, ReviewState::Added);
    model_.setSegments(rows);
    EXPECT_EQ(reset.count(), 0);
    EXPECT_THAT(ids(), ElementsAre(10, 4, 1, 11, 3));
    EXPECT_EQ(kept.row(), 2);
    EXPECT_EQ(model_.rowOf(2), -1);
}

TEST_F(SegmentModelTest, GoesToTheNextToReviewAndBeginsAgain) {
    EXPECT_EQ(model_.nextUnreviewed(-1), 0);
    EXPECT_EQ(model_.nextUnreviewed(0), 1);
    EXPECT_EQ(model_.nextUnreviewed(2), 0);
    EXPECT_EQ(model_.nextUnreviewed(3), 0);
    model_.setSegments({segmentAt(1, "Thumb Up", 1.0, 2.0, 0.1)});
    EXPECT_EQ(model_.nextUnreviewed(0), -1);
    model_.setSegments({});
    EXPECT_EQ(model_.nextUnreviewed(-1), -1);
}

TEST_F(SegmentModelTest, AnEditedLabelIsAWishAndNoChange) {
    QSignalSpy edited(&model_, &SegmentModel::labelEdited);
    const QModelIndex label = model_.index(0, SegmentModel::Label);
    EXPECT_TRUE(label.flags().testFlag(Qt::ItemIsEditable));
    EXPECT_FALSE(model_.index(0, SegmentModel::Time).flags().testFlag(Qt::ItemIsEditable));
    EXPECT_TRUE(model_.setData(label, "Thumb Down", Qt::EditRole));
    ASSERT_EQ(edited.count(), 1);
    EXPECT_EQ(edited[0][0].toLongLong(), 4);
    EXPECT_EQ(edited[0][1].toString(), "Thumb Down");
    EXPECT_EQ(text(0, SegmentModel::Label), "Swiping Right");
    EXPECT_FALSE(model_.setData(label, "Swiping Right", Qt::EditRole)) << "it is that already";
    EXPECT_FALSE(model_.setData(label, "  ", Qt::EditRole));
    EXPECT_EQ(edited.count(), 1);
}

// The tester looks at every row after each change, so there is none here.
TEST(ManySegmentsTest, TenThousandAreTakenAtOnceAndChangedOneByOne) {
    SegmentModel model;
    QVector<SegmentRow> rows;
    for (int id = 0; id < 10000; ++id) {
        rows << segmentAt(id, "Thumb Up", id * 2.0, id * 2.0 + 1.0, (id * 7919 % 10000) / 10000.0);
    }
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.setSegments(rows);
    EXPECT_EQ(reset.count(), 1);
    EXPECT_EQ(model.segment(0)->margin, 0.0);
    rows[5000].state = ReviewState::Accepted;
    model.setSegments(rows);
    EXPECT_EQ(reset.count(), 1);
    EXPECT_EQ(model.rowOf(5000), 9999);
    EXPECT_EQ(model.unreviewed(), 9999);
}

}  // namespace
}  // namespace handscope::ui
