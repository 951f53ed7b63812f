// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/ThreadPriority.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <thread>

namespace handscope::pipeline {
namespace {

int nicenessOfThisThread() {
    return getpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid)));
}

#if defined(__linux__)
TEST(ThreadPriorityTest, StepsBehindWithTheThreadsThatItStartsAndAloneInTheProcess) {
    const int before = nicenessOfThisThread();
    if (before > 10) {
        GTEST_SKIP() << "there is hardly a step left behind this process";
    }
    int own = 0;
    int started = 0;
    std::jthread([&] {
        stepBehind();
        own = nicenessOfThisThread();
        std::jthread([&started] { started = nicenessOfThisThread(); }).join();
    }).join();
    EXPECT_GT(own, before);
    EXPECT_EQ(started, own);
    EXPECT_EQ(nicenessOfThisThread(), before);
}
#endif

}  // namespace
}  // namespace handscope::pipeline
