// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>

namespace handscope::capture {

/// Events a second over the last second. Pure: is told the time. Not thread-safe.
class RateMeter {
public:
    using Moment = std::chrono::steady_clock::time_point;

    void add(Moment moment) {
        moments_.push_back(moment);
        forget(moment);
    }

    /// 0 until two events fall into the last second before `now`.
    double perSecond(Moment now) const {
        std::size_t first = 0;
        while (first < moments_.size() && now - moments_[first] > kWindow) {
            ++first;
        }
        const std::size_t count = moments_.size() - first;
        if (count < 2 || moments_.back() <= moments_[first]) {
            return 0.0;
        }
        const std::chrono::duration<double> span = moments_.back() - moments_[first];
        return static_cast<double>(count - 1) / span.count();
    }

private:
    static constexpr std::chrono::milliseconds kWindow{1000};
    static constexpr std::size_t kMostEvents = 4096;
    std::deque<Moment> moments_;

    void forget(Moment now) {
        while (now - moments_.front() > kWindow || moments_.size() > kMostEvents) {
            moments_.pop_front();
        }
    }
};

}  // namespace handscope::capture
