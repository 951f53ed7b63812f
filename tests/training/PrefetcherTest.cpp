// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/Prefetcher.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <optional>
#include <set>
#include <stdexcept>

namespace handscope::training {
namespace {

/// What makers tell of themselves, and a way to wait for it.
class Makers {
public:
    void note(std::int64_t index) {
        const std::lock_guard lock(mutex_);
        noted_.insert(index);
        changed_.notify_all();
    }
    void awaitCount(std::size_t count) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return noted_.size() >= count; });
    }
    void await(std::int64_t index) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return noted_.contains(index); });
    }
    std::size_t count() {
        const std::lock_guard lock(mutex_);
        return noted_.size();
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::set<std::int64_t> noted_;
};

TEST(Prefetcher, GivesValuesInOrderWhateverIsMadeFirst) {
    constexpr std::int64_t kEnd = 200;
    Makers made;
    Prefetcher<std::int64_t> prefetcher(
        [&](std::int64_t index) {
            if (index % 2 == 0 && index < kEnd) {
                made.await(index + 1);  // so that every odd value is ready before the one before it
            }
            made.note(index);
            return index * 10;
        },
        6, 4, 8);
    for (std::int64_t index = 6; index < kEnd; ++index) {
        ASSERT_EQ(prefetcher.next(), index * 10);
    }
}

TEST(Prefetcher, MakesNoMoreAheadThanAllowed) {
    constexpr std::int64_t kAhead = 3;
    std::atomic<std::int64_t> asked{0};
    std::atomic<bool> tooMany{false};
    Makers made;
    Prefetcher<std::int64_t> prefetcher(
        [&](std::int64_t index) {
            // next() counts a value as given no earlier than it is asked for.
            tooMany = tooMany || index >= asked + kAhead;
            made.note(index);
            return index;
        },
        0, 4, kAhead);
    for (std::int64_t index = 0; index < 100; ++index) {
        made.awaitCount(static_cast<std::size_t>(index + kAhead));
        EXPECT_EQ(made.count(), static_cast<std::size_t>(index + kAhead));
        ++asked;
        ASSERT_EQ(prefetcher.next(), index);
    }
    EXPECT_FALSE(tooMany);
}

TEST(Prefetcher, ThrowsWhatAMakerThrewInItsPlace) {
    Prefetcher<int> prefetcher(
        [](std::int64_t index) {
            if (index == 2) {
                throw std::runtime_error("the third");
            }
            return static_cast<int>(index);
        },
        0, 3, 6);
    EXPECT_EQ(prefetcher.next(), 0);
    EXPECT_EQ(prefetcher.next(), 1);
    EXPECT_THROW(prefetcher.next(), std::runtime_error);
    EXPECT_EQ(prefetcher.next(), 3);
}

TEST(Prefetcher, StopsWhileItsMakersWaitForRoom) {
    Makers made;
    {
        const Prefetcher<int> prefetcher(
            [&](std::int64_t index) {
                made.note(index);
                return 0;
            },
            0, 4, 2);
        made.awaitCount(2);
    }
    EXPECT_EQ(made.count(), 2U);
}

TEST(Prefetcher, JoinsAMakerThatIsAtWork) {
    Makers begun;
    Makers ended;
    std::promise<void> mayEnd;
    const auto gate = mayEnd.get_future().share();
    std::optional<Prefetcher<int>> prefetcher;
    prefetcher.emplace(
        [&](std::int64_t index) {
            begun.note(index);
            gate.wait();
            ended.note(index);
            return 0;
        },
        0, 2, 2);
    begun.awaitCount(2);
    const std::jthread releaser([&] { mayEnd.set_value(); });
    prefetcher.reset();
    EXPECT_EQ(ended.count(), 2U);
}

}  // namespace
}  // namespace handscope::training
