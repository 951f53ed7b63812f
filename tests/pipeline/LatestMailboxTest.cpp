// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/LatestMailbox.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace handscope::pipeline {
namespace {

TEST(LatestMailboxTest, TellsTheReaderOnceForWhatItTakesAtOnce) {
    int told = 0;
    LatestMailbox<std::vector<int>> mailbox([&] { ++told; });
    mailbox.update([](auto& values) { values.push_back(1); });
    mailbox.update([](auto& values) { values.push_back(2); });
    EXPECT_EQ(told, 1);
    EXPECT_EQ(mailbox.take(), (std::vector<int>{1, 2}));
    EXPECT_EQ(mailbox.take(), std::nullopt);
    mailbox.update([](auto& values) { values.push_back(3); });
    EXPECT_EQ(told, 2);
}

TEST(LatestMailboxTest, LosesNothingBetweenTwoThreads) {
    constexpr int kValues = 20'000;
    LatestMailbox<std::vector<int>> mailbox;
    std::atomic<bool> done{false};
    std::jthread writer([&] {
        for (int i = 0; i < kValues; ++i) {
            mailbox.update([i](auto& values) { values.push_back(i); });
        }
        done = true;
    });
    std::vector<int> all;
    bool last = false;
    while (!last) {
        last = done;
        if (const auto values = mailbox.take()) {
            all.insert(all.end(), values->begin(), values->end());
        }
    }
    ASSERT_EQ(all.size(), static_cast<std::size_t>(kValues));
    EXPECT_TRUE(std::is_sorted(all.begin(), all.end()));
}

}  // namespace
}  // namespace handscope::pipeline
