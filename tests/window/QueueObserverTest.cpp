// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/QueueObserver.h"

#include <gtest/gtest.h>

namespace handscope::app {
namespace {

class QueueObserverTest : public ::testing::Test {
protected:
    QueueObserver observer{[] {}, twoRows(), "/no/such/folder"};

    static std::vector<ui::RecordingRow> twoRows() {
        std::vector<ui::RecordingRow> rows(2);
        rows[0].id = 7;
        rows[1].id = 9;
        return rows;
    }

    /// The only one that has changed.
    ui::RecordingRow changedRow() {
        const auto rows = observer.takeRows();
        EXPECT_EQ(rows.size(), 1U);
        return rows.empty() ? ui::RecordingRow() : rows.front();
    }
};

TEST_F(QueueObserverTest, WhatWasNotDoneWhenTheRunWasStoppedWaitsAgain) {
    ASSERT_TRUE(observer.began(0));
    ASSERT_TRUE(observer.advanced(0, 0.5, 1.0, 4));
    EXPECT_EQ(changedRow().state, ui::RecordingState::Running);
    observer.ended(0, {.name = "a.mp4", .end = LabelEnd::Cancelled, .reason = {}});
    const ui::RecordingRow row = changedRow();
    EXPECT_EQ(row.state, ui::RecordingState::Waiting);
    EXPECT_EQ(row.progress, 0.0);
    EXPECT_EQ(observer.progress().done, 0) << "it is not labelled";
}

TEST_F(QueueObserverTest, WhatAPersonGaveUpIsCancelled) {
    ASSERT_TRUE(observer.began(0));
    observer.giveUp({7, 9});
    EXPECT_FALSE(observer.advanced(0, 0.5, 1.0, 4));
    observer.ended(0, {.name = "a.mp4", .end = LabelEnd::Cancelled, .reason = {}});
    EXPECT_EQ(changedRow().state, ui::RecordingState::Cancelled);
    EXPECT_FALSE(observer.began(1));
    const ui::RecordingRow row = changedRow();
    EXPECT_EQ(row.id, 9);
    EXPECT_EQ(row.state, ui::RecordingState::Cancelled);
}

TEST_F(QueueObserverTest, WhatFailedHasEnded) {
    ASSERT_TRUE(observer.began(1));
    observer.ended(1, {.name = "b.mp4", .end = LabelEnd::Failed, .reason = "It is empty."});
    EXPECT_EQ(changedRow().message, "It is empty.");
    EXPECT_EQ(observer.progress().done, 1);
    EXPECT_EQ(observer.progress().failed, 1);
    ASSERT_TRUE(observer.began(0));
    observer.ended(0, {.name = "a.mp4", .end = LabelEnd::Cancelled, .reason = {}});
    EXPECT_EQ(observer.progress().failed, 1);
}

}  // namespace
}  // namespace handscope::app
