// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/RateMeter.h"

#include <gtest/gtest.h>

namespace handscope::capture {
namespace {

using namespace std::chrono_literals;

class RateMeterTest : public testing::Test {
protected:
    const RateMeter::Moment start_{1h};
    RateMeter meter_;

    void addEvery(std::chrono::milliseconds gap, int count) {
        for (int i = 0; i < count; ++i) {
            meter_.add(start_ + i * gap);
        }
    }
};

TEST_F(RateMeterTest, IsZeroForLessThanTwoEvents) {
    EXPECT_EQ(meter_.perSecond(start_), 0.0);
    meter_.add(start_);
    EXPECT_EQ(meter_.perSecond(start_), 0.0);
}

TEST_F(RateMeterTest, MeasuresASteadyRate) {
    addEvery(40ms, 100);
    EXPECT_NEAR(meter_.perSecond(start_ + 99 * 40ms), 25.0, 1e-6);
}

TEST_F(RateMeterTest, FollowsAChangeWithinASecond) {
    addEvery(20ms, 50);
    for (int i = 1; i <= 11; ++i) {
        meter_.add(start_ + 1s + i * 100ms);
    }
    EXPECT_NEAR(meter_.perSecond(start_ + 2100ms), 10.0, 1e-6);
}

TEST_F(RateMeterTest, FallsToZeroAfterASecondOfSilence) {
    addEvery(40ms, 10);
    EXPECT_EQ(meter_.perSecond(start_ + 5s), 0.0);
}

TEST_F(RateMeterTest, IsZeroForEventsAtOneMoment) {
    meter_.add(start_);
    meter_.add(start_);
    EXPECT_EQ(meter_.perSecond(start_), 0.0);
}

}  // namespace
}  // namespace handscope::capture
