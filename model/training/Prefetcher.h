// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

namespace handscope::training {

/// Makes the values of make(first), make(first + 1), … ahead of their use on threads of its own and
/// hands them out in order, so that the consumer sees the same sequence whatever the threads do.
///
/// Owns its threads; at most `ahead` values wait (the makers block while that many do). make() is
/// called from several threads at once. Its exception is thrown by next() in its place. One thread
/// may call next(), which blocks until the value is there. The destructor stops and joins.
template <typename Value>
class Prefetcher {
public:
    using Make = std::function<Value(std::int64_t)>;

    Prefetcher(Make make, std::int64_t first, int threads, std::int64_t ahead)
        : make_(std::move(make)), nextToMake_(first), nextToGive_(first), ahead_(ahead) {
        for (int i = 0; i < threads; ++i) {
            threads_.emplace_back([this](const std::stop_token& stop) { work(stop); });
        }
    }

    ~Prefetcher() {
        for (auto& thread : threads_) {
            thread.request_stop();
        }
        changed_.notify_all();
    }
    Prefetcher(const Prefetcher&) = delete;
    Prefetcher& operator=(const Prefetcher&) = delete;

    Value next() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return ready_.contains(nextToGive_); });
        Outcome outcome = std::move(ready_.extract(nextToGive_).mapped());
        ++nextToGive_;
        lock.unlock();
        changed_.notify_all();
        if (auto* const error = std::get_if<std::exception_ptr>(&outcome)) {
            std::rethrow_exception(*error);
        }
        return std::get<Value>(std::move(outcome));
    }

private:
    using Outcome = std::variant<Value, std::exception_ptr>;

    Make make_;
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::map<std::int64_t, Outcome> ready_;
    std::int64_t nextToMake_;
    std::int64_t nextToGive_;
    std::int64_t ahead_;
    std::vector<std::jthread> threads_;  ///< last: joined before the rest goes

    void work(const std::stop_token& stop) {
        std::unique_lock lock(mutex_);
        while (changed_.wait(lock, stop, [&] { return nextToMake_ - nextToGive_ < ahead_; })) {
            if (stop.stop_requested()) {
                return;
            }
            const std::int64_t index = nextToMake_++;
            lock.unlock();
            Outcome outcome = made(index);
            lock.lock();
            ready_.emplace(index, std::move(outcome));
            changed_.notify_all();
        }
    }

    Outcome made(std::int64_t index) {
        try {
            return make_(index);
        } catch (...) {  // handed to next(), which throws it
            return std::current_exception();
        }
    }
};

}  // namespace handscope::training
