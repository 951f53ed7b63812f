// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspect/FrameIntake.h"

#include <gtest/gtest.h>

#include "tests/support/SyntheticFrames.h"

namespace handscope::app {
namespace {

class FrameIntakeTest : public ::testing::Test {
protected:
    std::shared_ptr<FrameHistory> history = std::make_shared<FrameHistory>();
    FrameIntake intake{history};

    void push(double pts) { intake.push(test::greyFrame(pts, 0, 0, 16, 16)); }
    std::optional<HistorySpan> kept() const {
        history->flush();
        return history->span();
    }
};

TEST_F(FrameIntakeTest, FramesWaitUntilTheHistoryIsTheirs) {
    push(0.0);
    push(0.1);
    EXPECT_EQ(kept(), std::nullopt);
    intake.open();
    push(0.2);
    EXPECT_EQ(kept(), (HistorySpan{0.0, 0.2}));
    EXPECT_EQ(history->frames(), 3U);
}

TEST_F(FrameIntakeTest, OfManyThatWaitTheLastOnesStay) {
    for (int i = 0; i < 100; ++i) {
        push(0.1 * i);
    }
    intake.open();
    EXPECT_EQ(history->counts().dropped, 0);
    ASSERT_TRUE(kept());
    EXPECT_NEAR(kept()->first, 9.2, 1e-9);
    EXPECT_NEAR(kept()->last, 9.9, 1e-9);
}

TEST_F(FrameIntakeTest, AfterTheSourceNothingComes) {
    push(0.0);
    intake.close();
    intake.open();
    push(0.1);
    EXPECT_EQ(kept(), std::nullopt);
    FrameIntake other(history);
    other.open();
    other.push(test::greyFrame(5.0, 0, 0, 16, 16));
    push(0.2);
    EXPECT_EQ(kept(), (HistorySpan{5.0, 5.0}));
}

}  // namespace
}  // namespace handscope::app
