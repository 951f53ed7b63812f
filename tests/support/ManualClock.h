// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>

#include "capture/PacingClock.h"

namespace handscope::capture {

/// A clock that stands still until the test moves it. For one thread that waits and one that moves.
class ManualClock : public PacingClock {
public:
    Moment now() const override {
        const std::lock_guard lock(mutex_);
        return now_;
    }

    void waitUntil(std::unique_lock<std::mutex>& lock, std::condition_variable& wake, Moment moment,
                   const std::function<bool()>& ready) override {
        {
            const std::lock_guard own(mutex_);
            waiter_ = Waiter{lock.mutex(), &wake, moment};
        }
        changed_.notify_all();
        wake.wait(lock, [&] { return ready() || now() >= moment; });
        const std::lock_guard own(mutex_);
        waiter_.reset();
    }

    /// Blocks until the other thread waits for a moment to come, and gives that moment.
    Moment awaitWaiter() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return waiter_ && waiter_->moment > now_; });
        return waiter_->moment;
    }

    void advanceTo(Moment moment) {
        std::optional<Waiter> waiter;
        {
            const std::lock_guard lock(mutex_);
            now_ = moment;
            waiter = waiter_;
        }
        if (waiter) {
            { const std::lock_guard passBy(*waiter->mutex); }
            waiter->wake->notify_all();
        }
    }

    void advance(std::chrono::milliseconds by) { advanceTo(now() + by); }

private:
    struct Waiter {
        std::mutex* mutex;
        std::condition_variable* wake;
        Moment moment;
    };

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    Moment now_{std::chrono::hours(1)};
    std::optional<Waiter> waiter_;
};

}  // namespace handscope::capture
