// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/TaskThread.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

namespace handscope::app {
namespace {

TEST(TaskThreadTest, RunsWhatWasPostedInOrderBeforeItEnds) {
    std::vector<int> done;
    {
        TaskThread tasks;
        for (int i = 0; i < 100; ++i) {
            tasks.post([&done, i] { done.push_back(i); });
        }
    }
    ASSERT_EQ(done.size(), 100U);
    EXPECT_TRUE(std::is_sorted(done.begin(), done.end()));
}

TEST(TaskThreadTest, GoesOnAfterATaskThatThrows) {
    bool reached = false;
    {
        TaskThread tasks;
        tasks.post([] { throw std::runtime_error("thrown on purpose"); });
        tasks.post([&] { reached = true; });
    }
    EXPECT_TRUE(reached);
}

#if defined(__linux__)
int nicenessOfThisThread() {
    return getpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid)));
}

TEST(TaskThreadTest, StepsBehindTheWindowAndFurtherForANetwork) {
    const int own = nicenessOfThisThread();
    if (own > 5) {
        GTEST_SKIP() << "there are hardly two steps left behind this process";
    }
    int helper = -1;
    int network = -1;
    {
        TaskThread helpers;
        TaskThread networks(pipeline::Background::Network);
        helpers.post([&helper] { helper = nicenessOfThisThread(); });
        networks.post([&network] { network = nicenessOfThisThread(); });
    }
    EXPECT_GT(helper, own);
    EXPECT_GT(network, helper);
}
#endif

}  // namespace
}  // namespace handscope::app
