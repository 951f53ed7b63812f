// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <functional>
#include <future>
#include <mutex>
#include <queue>
#include <stop_token>
#include <thread>
#include <utility>

namespace handscope::training {

/// A thread of its own that makes others' calls, one after the other: for what is set up anew in
/// each thread that uses it, as cuDNN's plans are.
///
/// Owns the thread; the destructor ends it after the call that it makes. Any thread may call.
class CallThread {
public:
    CallThread() : thread_([this](const std::stop_token& stop) { work(stop); }) {}

    /// Blocks until `function` has returned there; gives its value, or throws what it threw.
    template <typename Function>
    auto operator()(Function function) {
        std::packaged_task<decltype(function())()> task(std::move(function));
        auto result = task.get_future();
        {
            const std::lock_guard lock(mutex_);
            calls_.emplace([&task] { task(); });
        }
        changed_.notify_one();
        return result.get();
    }

private:
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::queue<std::function<void()>> calls_;
    std::jthread thread_;  ///< last: joined before the rest goes

    void work(const std::stop_token& stop) {
        std::unique_lock lock(mutex_);
        while (changed_.wait(lock, stop, [this] { return !calls_.empty(); })) {
            const auto call = std::move(calls_.front());
            calls_.pop();
            lock.unlock();
            call();
            lock.lock();
        }
    }
};

}  // namespace handscope::training
