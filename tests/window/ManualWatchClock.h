// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

#include "app/window/SourceWatch.h"

namespace handscope::app {

/// Stands still until the test moves it. On the way it calls what is due, each at its moment.
class ManualWatchClock : public WatchClock {
public:
    Moment now() const override { return now_; }

    void wakeAt(Moment moment, std::function<void()> act) override {
        due_ = {std::max(moment, now_), std::move(act)};
    }

    void cancel() override { due_.reset(); }

    void advance(std::chrono::milliseconds by) {
        const Moment end = now_ + by;
        while (due_ && due_->moment <= end) {
            const Due due = *std::exchange(due_, std::nullopt);
            now_ = due.moment;
            due.act();
        }
        now_ = end;
    }

private:
    struct Due {
        Moment moment;
        std::function<void()> act;
    };

    Moment now_{std::chrono::hours(1)};
    std::optional<Due> due_;
};

}  // namespace handscope::app
