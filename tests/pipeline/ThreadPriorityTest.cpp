// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/ThreadPriority.h"

#if defined(__linux__)
#include <gtest/gtest.h>

#include <cstdint>
#include <thread>

#include "app/pipeline/SchedulingAttributes.h"

namespace handscope::pipeline {
namespace {

std::int32_t nicenessOfThisThread() {
    return schedulingOfThisThread().value_or(SchedulingAttributes{}).nice;
}

/// Nanoseconds that this thread runs before another gets its turn, 0 where Linux does not say.
std::uint64_t sliceOfThisThread() {
    return schedulingOfThisThread().value_or(SchedulingAttributes{}).runtime;
}

TEST(ThreadPriorityTest, StepsBehindWithTheThreadsThatItStartsAndAloneInTheProcess) {
    const std::int32_t before = nicenessOfThisThread();
    if (before > 10) {
        GTEST_SKIP() << "there is hardly a step left behind this process";
    }
    std::int32_t own = 0;
    std::int32_t started = 0;
    std::jthread([&] {
        stepBehind(Background::Network);
        own = nicenessOfThisThread();
        std::jthread([&started] { started = nicenessOfThisThread(); }).join();
    }).join();
    EXPECT_GT(own, before);
    EXPECT_EQ(started, own);
    EXPECT_EQ(nicenessOfThisThread(), before);
}

TEST(ThreadPriorityTest, AsksForLongSlicesSoThatOthersMayInterrupt) {
    const std::uint64_t before = sliceOfThisThread();
    if (before == 0) {
        GTEST_SKIP() << "this kernel has no time slices of one thread (Linux 6.12)";
    }
    std::uint64_t helper = 0;
    std::uint64_t network = 0;
    std::jthread([&] {
        stepBehind(Background::Helper);
        helper = sliceOfThisThread();
        stepBehind(Background::Network);
        network = sliceOfThisThread();
    }).join();
    EXPECT_GT(helper, before);
    EXPECT_GT(network, helper);
    EXPECT_EQ(sliceOfThisThread(), before);
}

}  // namespace
}  // namespace handscope::pipeline
#endif
