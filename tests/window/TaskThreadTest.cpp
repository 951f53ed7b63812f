// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/TaskThread.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace handscope::app
