// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/RunClock.h"

#include <algorithm>
#include <sstream>
#include <utility>

#include "model/training/RunControl.h"
#include "model/training/RunLog.h"

namespace handscope::training {

RunClock::RunClock(std::int64_t step, double seconds, std::function<Moment()> now)
    : now_(std::move(now)),
      began_(now_()),
      lastTold_(began_),
      lastSave_(began_),
      stepsBefore_(step),
      secondsBefore_(seconds) {}

double RunClock::secondsSinceBegin() const {
    return std::chrono::duration<double>(now_() - began_).count();
}

double RunClock::seconds() const {
    return secondsBefore_ + secondsSinceBegin();
}

bool RunClock::tellIsDue() const {
    return now_() - lastTold_ > kBetweenProgress;
}

bool RunClock::saveIsDue(int minutes) const {
    return now_() - lastSave_ > std::chrono::minutes(minutes);
}

std::string RunClock::speedText(std::int64_t clipsPerStep, std::int64_t step,
                                std::int64_t total) const {
    if (step <= stepsBefore_) {
        return "speed not known yet";
    }
    const double perStep =
        std::max(secondsSinceBegin(), 1e-6) / static_cast<double>(step - stepsBefore_);
    std::ostringstream text;
    text.setf(std::ios::fixed);
    text.precision(1);
    text << static_cast<double>(clipsPerStep) / perStep << " clips/s, "
         << durationText(perStep * static_cast<double>(total - step)) << " left";
    return text.str();
}

}  // namespace handscope::training
