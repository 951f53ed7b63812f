// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <utility>

namespace handscope::pipeline {

/// Holds at most one value for a reader that is slower than the writer.
///
/// What the reader has not taken yet is merged with what comes, so that the reader sees the latest
/// state and misses no event. Any thread may call any function; the lock is held for one merge.
template <typename T>
class LatestMailbox {
public:
    /// `onPending` runs on the writer's thread when an empty mailbox is filled: one call for each
    /// value that take() will give.
    explicit LatestMailbox(std::function<void()> onPending = {})
        : onPending_(std::move(onPending)) {}

    /// `merge(T&)` changes the value that waits (a fresh T when none does).
    template <typename Merge>
    void update(Merge&& merge) {
        bool wasEmpty = false;
        {
            const std::lock_guard lock(mutex_);
            wasEmpty = !value_.has_value();
            if (wasEmpty) {
                value_.emplace();
            }
            std::forward<Merge>(merge)(*value_);
        }
        if (wasEmpty && onPending_) {
            onPending_();
        }
    }

    /// Never blocks; nullopt when nothing new has come.
    std::optional<T> take() {
        const std::lock_guard lock(mutex_);
        return std::exchange(value_, std::nullopt);
    }

private:
    std::function<void()> onPending_;
    std::mutex mutex_;
    std::optional<T> value_;
};

}  // namespace handscope::pipeline
