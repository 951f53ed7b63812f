// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

namespace handscope::training {

/// The time of a run that may be interrupted: how long it has trained over all its resumptions, how
/// fast it is, and when the next line about it and the next saved state are due. One thread.
class RunClock {
public:
    using Moment = std::chrono::steady_clock::time_point;

    /// Begins now, `seconds` of training and `step` steps after the run's beginning.
    explicit RunClock(std::int64_t step = 0, double seconds = 0.0,
                      std::function<Moment()> now = std::chrono::steady_clock::now);

    /// Of training, over all resumptions.
    double seconds() const;

    /// Whether the last line, or the beginning, is kBetweenProgress ago.
    bool tellIsDue() const;
    void told() { lastTold_ = now_(); }

    /// Whether the last save, or the beginning, is so many minutes ago.
    bool saveIsDue(int minutes) const;
    void saved() { lastSave_ = now_(); }

    /// "12.3 clips/s, 3 min 20 s left" after `step` steps of `total`, as fast as since it began.
    std::string speedText(std::int64_t clipsPerStep, std::int64_t step, std::int64_t total) const;

private:
    std::function<Moment()> now_;
    Moment began_;
    Moment lastTold_;
    Moment lastSave_;
    std::int64_t stepsBefore_;
    double secondsBefore_;

    double secondsSinceBegin() const;
};

}  // namespace handscope::training
