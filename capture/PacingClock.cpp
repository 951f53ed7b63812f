// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/PacingClock.h"

namespace handscope::capture {
namespace {

class SteadyPacingClock : public PacingClock {
public:
    Moment now() const override { return std::chrono::steady_clock::now(); }
    void waitUntil(std::unique_lock<std::mutex>& lock, std::condition_variable& wake, Moment moment,
                   const std::function<bool()>& ready) override {
        wake.wait_until(lock, moment, ready);
    }
};

}  // namespace

std::shared_ptr<PacingClock> steadyPacingClock() {
    return std::make_shared<SteadyPacingClock>();
}

}  // namespace handscope::capture
