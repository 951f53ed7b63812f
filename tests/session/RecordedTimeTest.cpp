// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/RecordedTime.h"

#include <gtest/gtest.h>

namespace handscope::app {
namespace {

TEST(RecordedTimeTest, CountsFromTheFirstFrame) {
    RecordedTime time;
    EXPECT_DOUBLE_EQ(time.at(7.0), 7.0) << "without a frame there is nothing to count from";
    EXPECT_DOUBLE_EQ(time.place(100.0, true), 0.0);
    EXPECT_DOUBLE_EQ(time.place(100.5, false), 0.5);
    EXPECT_DOUBLE_EQ(time.at(100.25), 0.25);
    EXPECT_DOUBLE_EQ(time.at(98.0), -2.0) << "before the recording began";
    EXPECT_DOUBLE_EQ(time.at(140.0), 40.0);
}

TEST(RecordedTimeTest, KeepsAGapInTheSourcesTime) {
    RecordedTime time;
    time.place(1.0, false);
    EXPECT_DOUBLE_EQ(time.place(61.0, false), 60.0);
}

TEST(RecordedTimeTest, GoesOnAFrameLaterAfterABreak) {
    for (const bool told : {true, false}) {  // a PTS that runs backwards tells by itself
        RecordedTime time;
        for (const double pts : {10.0, 10.2, 10.4}) {
            time.place(pts, false);
        }
        EXPECT_NEAR(time.place(3.0, told), 0.6, 1e-9);
        EXPECT_NEAR(time.place(3.5, false), 1.1, 1e-9);
    }
}

TEST(RecordedTimeTest, GoesOnAFrameLaterWhereAnotherClockIsHoursAhead) {
    RecordedTime time;
    time.place(1.0, false);
    time.place(1.1, false);
    EXPECT_NEAR(time.place(95'443.0, false), 0.2, 1e-9);
    EXPECT_NEAR(time.latest(), 0.2, 1e-9);
}

TEST(RecordedTimeTest, ALateMomentBelongsToTheStretchThatHadIt) {
    RecordedTime time;
    for (int pass = 0; pass < 2; ++pass) {  // a loop of four seconds
        for (int i = 0; i <= 8; ++i) {
            time.place(i * 0.5, i == 0);
            if (pass == 1 && i == 1) {
                EXPECT_DOUBLE_EQ(time.at(3.75), 3.75) << "of the first pass";
                EXPECT_DOUBLE_EQ(time.at(0.5), 5.0) << "of the second";
            }
        }
    }
    EXPECT_DOUBLE_EQ(time.at(3.75), 8.25);
}

}  // namespace
}  // namespace handscope::app
