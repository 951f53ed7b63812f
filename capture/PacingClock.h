// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>

namespace handscope::capture {

/// The clock that paces a file's frames, behind an interface so that tests decide what time it is.
/// Any thread.
class PacingClock {
public:
    using Moment = std::chrono::steady_clock::time_point;

    virtual ~PacingClock() = default;
    virtual Moment now() const = 0;
    /// Blocks until `moment`, or until `wake` is notified and `ready()` holds. `lock` is held at
    /// the call, whenever `ready` runs, and at the return. May return early.
    virtual void waitUntil(std::unique_lock<std::mutex>& lock, std::condition_variable& wake,
                           Moment moment, const std::function<bool()>& ready) = 0;
};

/// The machine's steady clock.
std::shared_ptr<PacingClock> steadyPacingClock();

}  // namespace handscope::capture
