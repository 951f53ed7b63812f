// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/UntilInterrupted.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <condition_variable>
#include <latch>
#include <mutex>
#include <stdexcept>

namespace handscope::cli {
namespace {

/// Work that goes on until it is asked to stop; whether it was.
bool untilAsked(const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any asked;
    std::unique_lock lock(mutex);
    asked.wait(lock, stop, [] { return false; });
    return stop.stop_requested();
}

TEST(UntilInterruptedTest, GivesWhatTheWorkGave) {
    EXPECT_EQ(runUntilInterrupted([](const std::stop_token&) { return 7; }), 7);
}

TEST(UntilInterruptedTest, ASignalAsksTheWorkToStop) {
    for (const int signal : {SIGINT, SIGTERM}) {
        EXPECT_TRUE(runUntilInterrupted([signal](const std::stop_token& stop) {
            ::kill(::getpid(), signal);
            return untilAsked(stop);
        }));
    }
}

TEST(UntilInterruptedTest, DrawsWhileTheWorkGoesOnAndClearsAfterIt) {
    constexpr int kWanted = 2;
    std::latch drawn(kWanted);
    int drawings = 0;
    bool ended = false;
    bool endedBefore = false;
    runUntilInterrupted(
        [&](const std::stop_token&) {
            drawn.wait();
            ended = true;
        },
        {.draw =
             [&] {
                 if (++drawings <= kWanted) {
                     drawn.count_down();
                 }
             },
         .clear = [&] { endedBefore = ended; }});
    EXPECT_TRUE(endedBefore);
}

TEST(UntilInterruptedTest, TheWorksExceptionComesOutOnceTheDrawingIsCleared) {
    bool cleared = false;
    EXPECT_THROW(runUntilInterrupted([](const std::stop_token&) { throw std::runtime_error("no"); },
                                     {.draw = {}, .clear = [&] { cleared = true; }}),
                 std::runtime_error);
    EXPECT_TRUE(cleared);
}

TEST(UntilInterruptedTest, ADrawingThatFailsEndsTheWork) {
    bool asked = false;
    EXPECT_THROW(runUntilInterrupted([&](const std::stop_token& stop) { asked = untilAsked(stop); },
                                     {.draw = [] { throw std::runtime_error("no"); }, .clear = {}}),
                 std::runtime_error);
    EXPECT_TRUE(asked);
}

}  // namespace
}  // namespace handscope::cli
