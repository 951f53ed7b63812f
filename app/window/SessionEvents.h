// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "app/pipeline/DecisionLayer.h"

namespace handscope::app {

/// Numbers the events of one session after the other: each session counts its own from 0, and what
/// shows them goes on.
///
/// Keeps those that have not ended, for a session that vanishes before it tells of their end. Shows
/// and stores nothing. One thread.
class SessionEvents {
public:
    /// What is taken from now on is another session's: its numbers follow all earlier ones.
    void beginSession() { first_ = next_; }

    /// An event as its session tells of it, again and again until it has ended; gives it with its
    /// number among those of all sessions.
    pipeline::GestureEvent take(pipeline::GestureEvent event);

    /// Ends what is going on, as it was taken last; gives it, by number.
    std::vector<pipeline::GestureEvent> endAll();

private:
    std::int64_t first_ = 0;  ///< number of the session's event 0
    std::int64_t next_ = 0;
    std::map<std::int64_t, pipeline::GestureEvent> goingOn_;  ///< by number
};

}  // namespace handscope::app
