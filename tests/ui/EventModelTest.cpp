// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/EventModel.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>

namespace handscope::ui {
namespace {

class EventModelTest : public testing::Test {
protected:
    EventModel model_;
    // Reports what it finds as Qt warnings, and those fail the test.
    QAbstractItemModelTester tester_{&model_,
                                     QAbstractItemModelTester::FailureReportingMode::Warning};

    QString text(int row, int column) const { return model_.index(row, column).data().toString(); }
};

TEST_F(EventModelTest, PutsTheNewestFirst) {
    model_.upsert({0, "Swiping Left", 1.0, 2.5, 0.8, false, {}});
    model_.upsert({1, "Thumb Up", 62.0, 63.0, 0.914, false, {}});
    ASSERT_EQ(model_.rowCount(), 2);
    EXPECT_EQ(text(0, EventModel::Time), "1:02.0");
    EXPECT_EQ(text(0, EventModel::Gesture), "Thumb Up");
    EXPECT_EQ(text(0, EventModel::Duration), "1.0 s");
    EXPECT_EQ(text(0, EventModel::Score), "91 %");
    EXPECT_EQ(text(1, EventModel::Gesture), "Swiping Left");
}

TEST_F(EventModelTest, UpdatesTheRowOfAKnownId) {
    model_.upsert({7, "Stop Sign", 4.0, 5.0, 0.7, true, {}});
    model_.upsert({8, "Thumb Up", 9.0, 9.5, 0.7, true, {}});
    QSignalSpy changed(&model_, &QAbstractItemModel::dataChanged);
    EXPECT_EQ(text(1, EventModel::Duration), "1.0 s …");
    model_.upsert({7, "Stop Sign", 4.0, 6.5, 0.85, false, "Shaking Hand"});
    EXPECT_EQ(model_.rowCount(), 2);
    EXPECT_EQ(text(1, EventModel::Duration), "2.5 s");
    EXPECT_EQ(text(1, EventModel::Score), "85 %");
    ASSERT_EQ(changed.count(), 1);
    EXPECT_EQ(changed[0][0].toModelIndex().row(), 1);
}

TEST_F(EventModelTest, TellsTheRunnerUpInTheToolTip) {
    model_.upsert({7, "Stop Sign", 4.0, 6.5, 0.85, true, "Shaking Hand"});
    const QString tip = model_.index(0, EventModel::Gesture).data(Qt::ToolTipRole).toString();
    EXPECT_TRUE(tip.contains("Shaking Hand"));
    EXPECT_TRUE(tip.contains("still going on"));
}

// The tester looks at every row after each change, so it comes when the model is full.
TEST(FullEventModelTest, DropsTheOldestBeyondItsCapacity) {
    EventModel model;
    const auto add = [&](int id) {
        model.upsert({id, "Thumb Up", id * 1.0, id + 0.5, 0.7, false, {}});
    };
    for (int id = 0; id < EventModel::kCapacity; ++id) {
        add(id);
    }
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::Warning);
    EXPECT_EQ(model.event(EventModel::kCapacity - 1)->id, 0);
    add(EventModel::kCapacity);
    EXPECT_EQ(model.rowCount(), EventModel::kCapacity);
    EXPECT_EQ(model.event(0)->id, EventModel::kCapacity);
    EXPECT_EQ(model.event(EventModel::kCapacity - 1)->id, 1);
}

TEST_F(EventModelTest, ClearsAndGivesNoEventOutsideItsRows) {
    model_.upsert({0, "Swiping Left", 1.0, 2.5, 0.8, false, {}});
    model_.clear();
    EXPECT_EQ(model_.rowCount(), 0);
    EXPECT_FALSE(model_.event(0).has_value());
    EXPECT_FALSE(model_.event(-1).has_value());
}

}  // namespace
}  // namespace handscope::ui
