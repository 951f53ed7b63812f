// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/CallThread.h"

#include <gtest/gtest.h>

#include <set>
#include <stdexcept>
#include <vector>

namespace handscope::training {
namespace {

TEST(CallThread, MakesEveryonesCallsOnOneThread) {
    CallThread calls;
    std::set<std::thread::id> threads;  // no lock: one thread alone writes
    int made = 0;
    std::vector<std::jthread> callers;
    for (int i = 0; i < 8; ++i) {
        callers.emplace_back([&] {
            for (int k = 0; k < 50; ++k) {
                calls([&] {
                    threads.insert(std::this_thread::get_id());
                    ++made;
                });
            }
        });
    }
    callers.clear();
    EXPECT_EQ(made, 400);
    EXPECT_EQ(threads.size(), 1);
    EXPECT_FALSE(threads.contains(std::this_thread::get_id()));
}

TEST(CallThread, GivesTheValueOrThrowsAsIfCalledHere) {
    CallThread calls;
    EXPECT_EQ(calls([] { return 7; }), 7);
    EXPECT_THROW(calls([] { throw std::invalid_argument("no"); }), std::invalid_argument);
    EXPECT_EQ(calls([] { return 8; }), 8);  // and goes on
}

}  // namespace
}  // namespace handscope::training
