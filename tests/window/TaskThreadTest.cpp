// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/TaskThread.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

#if defined(__linux__)
#include "app/pipeline/SchedulingAttributes.h"
#endif

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
TEST(TaskThreadTest, StepsBehindTheWindowAndFurtherForANetwork) {
    const auto niceness = [] { return pipeline::schedulingOfThisThread().value().nice; };
    const int own = niceness();
    if (own > 5) {
        GTEST_SKIP() << "there are hardly two steps left behind this process";
    }
    int helper = -1;
    int network = -1;
    {
        TaskThread helpers;
        TaskThread networks(pipeline::Background::Network);
        helpers.post([&] { helper = niceness(); });
        networks.post([&] { network = niceness(); });
    }
    EXPECT_GT(helper, own);
    EXPECT_GT(network, helper);
}
#endif

}  // namespace
}  // namespace handscope::app
