// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>

namespace handscope::cli {

/// Lets the main thread sleep until another thread, Ctrl+C or a deadline wakes it.
///
/// From construction to destruction SIGINT and SIGTERM wake instead of ending the program; one
/// object at a time. wake() may be called from any thread, the rest from the one that made it.
class WakeUp {
public:
    WakeUp();
    ~WakeUp();
    WakeUp(const WakeUp&) = delete;
    WakeUp& operator=(const WakeUp&) = delete;

    void wake() noexcept;

    /// Blocks until wake(), a signal, or `deadline`; false after a signal or at the deadline.
    bool wait(std::optional<std::chrono::system_clock::time_point> deadline);

    /// Whether a signal has come.
    bool signalled() const noexcept;
};

}  // namespace handscope::cli
