// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/DelayMeter.h"

#include <condition_variable>
#include <mutex>

namespace handscope::app {

using Clock = std::chrono::steady_clock;

DelayMeter::DelayMeter(std::chrono::milliseconds every)
    : every_(every), thread_([this](const std::stop_token& stop) { work(stop); }) {}

DelayMeter::~DelayMeter() = default;

void DelayMeter::work(const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    auto due = Clock::now();
    while (!stop.stop_requested()) {
        due += every_;
        wake.wait_until(lock, stop, due, [] { return false; });
        QMetaObject::invokeMethod(
            this,
            [this, posted = Clock::now()] {
                delays_.push_back(
                    std::chrono::duration<double, std::milli>(Clock::now() - posted).count());
            },
            Qt::QueuedConnection);
    }
}

}  // namespace handscope::app
