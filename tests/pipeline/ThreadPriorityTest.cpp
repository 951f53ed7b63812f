// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/ThreadPriority.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>
#include <thread>

namespace handscope::pipeline {
namespace {

int nicenessOfThisThread() {
    return getpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid)));
}

#if defined(__linux__)
/// Nanoseconds that this thread runs before another gets its turn, 0 where Linux does not say.
std::uint64_t sliceOfThisThread() {
    struct {
        std::uint32_t size = 48;
        std::uint32_t policy = 0;
        std::uint64_t flags = 0;
        std::int32_t nice = 0;
        std::uint32_t priority = 0;
        std::uint64_t runtime = 0;
        std::uint64_t deadline = 0;
        std::uint64_t period = 0;
    } attributes;
    return syscall(SYS_sched_getattr, 0, &attributes, sizeof(attributes), 0U) == 0
               ? attributes.runtime
               : 0;
}

TEST(ThreadPriorityTest, StepsBehindWithTheThreadsThatItStartsAndAloneInTheProcess) {
    const int before = nicenessOfThisThread();
    if (before > 10) {
        GTEST_SKIP() << "there is hardly a step left behind this process";
    }
    int own = 0;
    int started = 0;
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
#endif

}  // namespace
}  // namespace handscope::pipeline
