// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/DelayMeter.h"

#include <gtest/gtest.h>

#include <QElapsedTimer>
#include <QTest>
#include <algorithm>

#include "tests/support/Patience.h"

namespace handscope::app {
namespace {

using std::chrono::milliseconds;
using test::kPatience;

constexpr milliseconds kEvery{4};

/// As a slow event handler does it.
void blockFor(milliseconds duration) {
    QElapsedTimer timer;
    timer.start();
    while (!timer.hasExpired(duration.count())) {
    }
}

TEST(DelayMeterTest, PostsEventsAtItsPace) {
    QElapsedTimer timer;
    timer.start();
    DelayMeter meter(kEvery);
    ASSERT_TRUE(QTest::qWaitFor([&] { return meter.delays().size() >= 25; }, kPatience));
    EXPECT_GE(timer.elapsed(), 24 * kEvery.count());
    EXPECT_GE(std::ranges::min(meter.delays()), 0.0);
}

TEST(DelayMeterTest, CountsALoopThatStandsStillAsOftenAsEventsWerePosted) {
    constexpr milliseconds kBlocked{100};
    DelayMeter meter(kEvery);
    ASSERT_TRUE(QTest::qWaitFor([&] { return meter.delays().size() >= 5; }, kPatience));
    const std::size_t before = meter.delays().size();
    blockFor(kBlocked);
    EXPECT_EQ(meter.delays().size(), before) << "nothing is handled meanwhile";
    // 100 ms of events, one every 4 ms: none is left out because others waited.
    const std::size_t posted = kBlocked / kEvery;
    ASSERT_TRUE(
        QTest::qWaitFor([&] { return meter.delays().size() >= before + posted - 1; }, kPatience));
    const std::vector<double> blocked(meter.delays().begin() + static_cast<std::ptrdiff_t>(before),
                                      meter.delays().end());
    // The first has waited for all of it but the 4 ms before it; room for a busy machine.
    const auto whole = static_cast<double>(kBlocked.count());
    EXPECT_GE(std::ranges::max(blocked), 0.75 * whole);
    EXPECT_GE(std::ranges::count_if(blocked, [=](double delay) { return delay > 0.25 * whole; }),
              static_cast<std::ptrdiff_t>(posted / 2));
}

TEST(DelayMeterTest, EndsWhileEventsAreOnTheirWay) {
    {
        const DelayMeter meter(kEvery);
        blockFor(5 * kEvery);
    }
    QTest::qWait(2);  // events of a meter that has gone are not handled
}

}  // namespace
}  // namespace handscope::app
