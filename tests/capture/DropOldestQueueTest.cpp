// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/DropOldestQueue.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <latch>
#include <memory>
#include <thread>
#include <vector>

namespace handscope::capture {
namespace {

class DropOldestQueueTest : public testing::Test {
protected:
    DropOldestQueue<int> queue_{3};

    void pushUpTo(int last) {
        for (int i = 1; i <= last; ++i) {
            queue_.push(i);
        }
    }
};

TEST_F(DropOldestQueueTest, GivesValuesInOrder) {
    pushUpTo(3);
    EXPECT_EQ(queue_.tryPop(), 1);
    EXPECT_EQ(queue_.tryPop(), 2);
    EXPECT_EQ(queue_.tryPop(), 3);
    EXPECT_EQ(queue_.tryPop(), std::nullopt);
}

TEST_F(DropOldestQueueTest, DropsTheOldestValueWhenFull) {
    pushUpTo(5);
    EXPECT_EQ(queue_.size(), 3U);
    EXPECT_EQ(queue_.tryPop(), 3);
    const auto counts = queue_.counts();
    EXPECT_EQ(counts.pushed, 5);
    EXPECT_EQ(counts.dropped, 2);
    EXPECT_EQ(counts.popped, 1);
    EXPECT_EQ(counts.held, 2);
}

TEST_F(DropOldestQueueTest, HoldsOneValueWhenAskedForNone) {
    DropOldestQueue<int> queue(0);
    queue.push(1);
    queue.push(2);
    EXPECT_EQ(queue.capacity(), 1U);
    EXPECT_EQ(queue.tryPop(), 2);
}

TEST_F(DropOldestQueueTest, GivesWhatItHoldsAfterCloseAndThenNothing) {
    pushUpTo(2);
    queue_.close();
    EXPECT_EQ(queue_.pop({}), 1);
    EXPECT_EQ(queue_.pop({}), 2);
    EXPECT_EQ(queue_.pop({}), std::nullopt);
}

TEST_F(DropOldestQueueTest, CountsWhatComesAfterCloseAsDropped) {
    queue_.close();
    queue_.push(1);
    EXPECT_EQ(queue_.counts().dropped, 1);
    EXPECT_EQ(queue_.size(), 0U);
}

TEST_F(DropOldestQueueTest, CountsWhatIsClearedAsDropped) {
    pushUpTo(2);
    queue_.clear();
    EXPECT_EQ(queue_.counts().dropped, 2);
    EXPECT_EQ(queue_.counts().held, 0);
}

TEST_F(DropOldestQueueTest, LetsGoOfADroppedValue) {
    DropOldestQueue<std::shared_ptr<int>> queue(1);
    const auto value = std::make_shared<int>(1);
    queue.push(value);
    queue.push(nullptr);
    EXPECT_EQ(value.use_count(), 1);
}

TEST_F(DropOldestQueueTest, WakesAPopWhenAValueComes) {
    std::optional<int> got;
    std::jthread consumer([&](std::stop_token stop) { got = queue_.pop(stop); });
    queue_.push(7);
    consumer.join();
    EXPECT_EQ(got, 7);
}

TEST_F(DropOldestQueueTest, WakesAPopForAStop) {
    std::optional<int> got = 1;
    std::jthread consumer([&](std::stop_token stop) { got = queue_.pop(stop); });
    consumer.request_stop();
    consumer.join();
    EXPECT_EQ(got, std::nullopt);
}

TEST_F(DropOldestQueueTest, WakesEveryPopAtClose) {
    std::atomic<int> ended = 0;
    {
        std::vector<std::jthread> consumers;
        for (int i = 0; i < 3; ++i) {
            consumers.emplace_back([&] {
                EXPECT_EQ(queue_.pop({}), std::nullopt);
                ++ended;
            });
        }
        queue_.close();
    }
    EXPECT_EQ(ended, 3);
}

TEST_F(DropOldestQueueTest, HasRoomUntilItIsFull) {
    pushUpTo(2);
    EXPECT_TRUE(queue_.waitForRoom({}));
}

TEST_F(DropOldestQueueTest, WakesAProducerWhenAValueLeaves) {
    pushUpTo(3);
    bool room = false;
    std::jthread producer([&](std::stop_token stop) { room = queue_.waitForRoom(stop); });
    EXPECT_EQ(queue_.tryPop(), 1);
    producer.join();
    EXPECT_TRUE(room);
}

TEST_F(DropOldestQueueTest, WakesAProducerAtClear) {
    pushUpTo(3);
    bool room = false;
    std::jthread producer([&](std::stop_token stop) { room = queue_.waitForRoom(stop); });
    queue_.clear();
    producer.join();
    EXPECT_TRUE(room);
}

TEST_F(DropOldestQueueTest, WakesAProducerForAStopAndAtCloseWithoutRoom) {
    pushUpTo(3);
    std::atomic<int> withoutRoom = 0;
    {
        std::jthread stopped(
            [&](std::stop_token stop) { withoutRoom += queue_.waitForRoom(stop) ? 0 : 1; });
    }
    std::jthread closed([&] { withoutRoom += queue_.waitForRoom({}) ? 0 : 1; });
    queue_.close();
    closed.join();
    EXPECT_EQ(withoutRoom, 2);
}

TEST_F(DropOldestQueueTest, AccountsForEveryValueInEverySnapshotWhileThreadsWork) {
    constexpr int kProducers = 2;
    constexpr int kEach = 2000;
    std::atomic<std::int64_t> popped = 0;
    std::latch go(kProducers + 2);
    {
        std::jthread consumer([&](std::stop_token stop) {
            go.arrive_and_wait();
            while (queue_.pop(stop)) {
                ++popped;
            }
        });
        {
            std::vector<std::jthread> producers;
            for (int p = 0; p < kProducers; ++p) {
                producers.emplace_back([&] {
                    go.arrive_and_wait();
                    for (int i = 0; i < kEach; ++i) {
                        queue_.push(i);
                    }
                });
            }
            go.arrive_and_wait();
            for (int i = 0; i < 200; ++i) {
                const auto counts = queue_.counts();
                ASSERT_EQ(counts.pushed, counts.popped + counts.dropped + counts.held);
            }
        }
        queue_.close();
        consumer.join();
    }
    const auto counts = queue_.counts();
    EXPECT_EQ(counts.pushed, kProducers * kEach);
    EXPECT_EQ(counts.popped, popped);
    EXPECT_EQ(counts.pushed, counts.popped + counts.dropped);
}

TEST_F(DropOldestQueueTest, LosesNothingToAProducerThatWaitsForRoom) {
    constexpr int kValues = 2000;
    std::vector<int> got;
    std::jthread consumer([&](std::stop_token stop) {
        while (const auto value = queue_.pop(stop)) {
            got.push_back(*value);
        }
    });
    for (int i = 0; i < kValues; ++i) {
        ASSERT_TRUE(queue_.waitForRoom({}));
        queue_.push(i);
    }
    queue_.close();
    consumer.join();
    ASSERT_EQ(got.size(), static_cast<std::size_t>(kValues));
    EXPECT_EQ(queue_.counts().dropped, 0);
    EXPECT_TRUE(std::is_sorted(got.begin(), got.end()));
}

}  // namespace
}  // namespace handscope::capture
