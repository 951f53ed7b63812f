// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/SessionEvents.h"

#include <algorithm>
#include <utility>

namespace handscope::app {

pipeline::GestureEvent SessionEvents::take(pipeline::GestureEvent event) {
    event.id += first_;
    next_ = std::max(next_, event.id + 1);
    if (event.closed) {
        goingOn_.erase(event.id);
    } else {
        goingOn_[event.id] = event;
    }
    return event;
}

std::vector<pipeline::GestureEvent> SessionEvents::endAll() {
    std::vector<pipeline::GestureEvent> ended;
    for (const auto& [number, event] : std::exchange(goingOn_, {})) {
        ended.push_back(event);
        ended.back().closed = true;
    }
    return ended;
}

}  // namespace handscope::app
