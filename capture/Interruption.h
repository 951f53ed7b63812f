// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <utility>

namespace handscope::capture {

/// Tells FFmpeg's blocking calls to give up: asked for by any thread, or because opening takes too
/// long or was called off. Owns no source. Once requested it stays so.
class Interruption {
public:
    using Clock = std::chrono::steady_clock;

    /// `openBy`: opening a source that is not open by then gives up. `stop` calls opening it off.
    explicit Interruption(Clock::time_point openBy, std::stop_token stop = {})
        : openBy_(openBy), stop_(std::move(stop)) {}

    void request() noexcept {
        {
            const std::lock_guard lock(mutex_);
            requested_ = true;
        }
        wake_.notify_all();
    }

    bool requested() const noexcept { return requested_; }

    /// The source is open: from here on only request() counts.
    void markOpen() noexcept { opening_ = false; }

    bool expired() const noexcept { return opening_ && Clock::now() > openBy_; }
    bool calledOff() const noexcept { return opening_ && stop_.stop_requested(); }

    /// Blocks until request() or for `atMost`; true when requested.
    bool wait(std::chrono::milliseconds atMost) {
        std::unique_lock lock(mutex_);
        return wake_.wait_for(lock, atMost, [this] { return requested_.load(); });
    }

    /// For AVIOInterruptCB; `self` is an Interruption.
    static int callback(void* self) noexcept {
        const auto& interruption = *static_cast<const Interruption*>(self);
        const bool giveUp =
            interruption.requested() || interruption.calledOff() || interruption.expired();
        return giveUp ? 1 : 0;
    }

private:
    const Clock::time_point openBy_;
    const std::stop_token stop_;
    std::atomic<bool> opening_{true};
    std::atomic<bool> requested_{false};
    std::mutex mutex_;
    std::condition_variable wake_;
};

}  // namespace handscope::capture
