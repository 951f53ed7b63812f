// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>

namespace handscope::capture {

/// A bounded queue between threads that makes room by dropping its oldest value.
///
/// Owns the values it holds. Never blocks a producer that does not ask to be. Any thread may call
/// any function; the lock is held to move one value only. Values pushed = values popped + dropped +
/// held, in every snapshot.
template <typename T>
class DropOldestQueue {
public:
    struct Counts {
        std::int64_t pushed = 0;
        std::int64_t popped = 0;
        std::int64_t dropped = 0;
        std::int64_t held = 0;
    };

    explicit DropOldestQueue(std::size_t capacity) : capacity_(capacity == 0 ? 1 : capacity) {}

    /// Never blocks. Drops the oldest value when full; a value pushed after close() is dropped.
    void push(T value) {
        {
            const std::lock_guard lock(mutex_);
            ++counts_.pushed;
            if (closed_) {
                ++counts_.dropped;
                return;
            }
            if (values_.size() == capacity_) {
                values_.pop_front();
                ++counts_.dropped;
            }
            values_.push_back(std::move(value));
        }
        ready_.notify_one();
    }

    /// Blocks until a value comes, close() or wake() is called or a stop is requested; nullopt for
    /// the last three (after close() or wake() the values still held come first).
    std::optional<T> pop(std::stop_token stop) {
        std::optional<T> value;
        {
            std::unique_lock lock(mutex_);
            ready_.wait(lock, stop, [this] { return closed_ || woken_ || !values_.empty(); });
            if (!stop.stop_requested()) {
                value = takeFront();
            }
            if (!value) {
                woken_ = false;
            }
        }
        room_.notify_one();
        return value;
    }

    /// Never blocks; nullopt when empty.
    std::optional<T> tryPop() {
        std::optional<T> value;
        {
            const std::lock_guard lock(mutex_);
            value = takeFront();
        }
        room_.notify_one();
        return value;
    }

    /// For a producer that would rather wait than drop. Blocks until the next push() would drop
    /// nothing (with one producer, it will not); false when close() was called or a stop requested.
    bool waitForRoom(std::stop_token stop) {
        std::unique_lock lock(mutex_);
        room_.wait(lock, stop, [this] { return closed_ || values_.size() < capacity_; });
        return !closed_ && !stop.stop_requested();
    }

    /// Lets the consumer do something else: one pop() that finds nothing returns nullopt at once.
    void wake() {
        {
            const std::lock_guard lock(mutex_);
            woken_ = true;
        }
        ready_.notify_one();
    }

    /// No more values: wakes every waiting pop() and waitForRoom().
    void close() {
        {
            const std::lock_guard lock(mutex_);
            closed_ = true;
        }
        ready_.notify_all();
        room_.notify_all();
    }

    /// Drops what is held, counted as dropped.
    void clear() {
        {
            const std::lock_guard lock(mutex_);
            counts_.dropped += static_cast<std::int64_t>(values_.size());
            values_.clear();
        }
        room_.notify_all();
    }

    bool closed() const {
        const std::lock_guard lock(mutex_);
        return closed_;
    }

    std::size_t size() const {
        const std::lock_guard lock(mutex_);
        return values_.size();
    }

    std::size_t capacity() const noexcept { return capacity_; }

    Counts counts() const {
        const std::lock_guard lock(mutex_);
        Counts counts = counts_;
        counts.held = static_cast<std::int64_t>(values_.size());
        return counts;
    }

private:
    std::optional<T> takeFront() {
        if (values_.empty()) {
            return std::nullopt;
        }
        std::optional<T> value(std::move(values_.front()));
        values_.pop_front();
        ++counts_.popped;
        return value;
    }

    const std::size_t capacity_;
    mutable std::mutex mutex_;
    std::condition_variable_any ready_;  ///< a value came, or the end
    std::condition_variable_any room_;   ///< a value left, or the end
    std::deque<T> values_;
    Counts counts_;
    bool closed_ = false;
    bool woken_ = false;
};

}  // namespace handscope::capture
