// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/PlaybackTime.h"

#include <gtest/gtest.h>

namespace handscope::app {
namespace {

TEST(PlaybackTimeTest, CountsFromTheBeginningThatTheSourceTells) {
    PlaybackTime time;
    time.begin(100.0, std::nullopt);
    EXPECT_DOUBLE_EQ(time.position(), 100.0);
    EXPECT_FALSE(time.show(102.5, 0.0));
    EXPECT_DOUBLE_EQ(time.secondsAt(time.position()), 2.5);
    EXPECT_DOUBLE_EQ(time.ptsAt(4.0), 104.0);
    EXPECT_DOUBLE_EQ(time.ptsAt(-1.0), 100.0);
}

TEST(PlaybackTimeTest, TheFirstPictureTellsWhereTheSourceDoesNot) {
    PlaybackTime time;
    time.begin(std::nullopt, std::nullopt);
    EXPECT_TRUE(time.show(7.0, 0.0));
    EXPECT_DOUBLE_EQ(time.origin(), 7.0);
    EXPECT_FALSE(time.show(8.0, 0.0)) << "only the first";
    EXPECT_DOUBLE_EQ(time.secondsAt(8.0), 1.0);
}

TEST(PlaybackTimeTest, GoesOnWhereItIsOpenedAgain) {
    PlaybackTime time;
    time.begin(2.0, 9.5);
    EXPECT_DOUBLE_EQ(time.origin(), 2.0);
    EXPECT_DOUBLE_EQ(time.position(), 9.5);
}

TEST(PlaybackTimeTest, SecondsGoOnOverAJump) {
    PlaybackTime time;
    time.begin(0.0, std::nullopt);
    time.show(5.0, 0.0);
    EXPECT_TRUE(time.show(1005.25, 1000.0));
    EXPECT_DOUBLE_EQ(time.secondsAt(time.position()), 5.25);
}

}  // namespace
}  // namespace handscope::app
