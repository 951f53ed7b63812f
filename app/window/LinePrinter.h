// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <thread>

#include "capture/DropOldestQueue.h"

namespace handscope::app {

/// Writes lines to standard output or another descriptor on a thread of its own, so that a reader
/// that has stalled holds up nobody, and one that has gone ends nothing but the printing.
///
/// Owns the thread and the lines that wait, of which the oldest makes way when there are too many.
/// Does not close the descriptor. Any thread may print; the destructor still writes what the reader
/// takes without being waited for, then joins.
class LinePrinter {
public:
    /// Throws std::system_error where the system has no more descriptors.
    explicit LinePrinter(int descriptor);
    ~LinePrinter();
    LinePrinter(const LinePrinter&) = delete;
    LinePrinter& operator=(const LinePrinter&) = delete;

    /// `line` without its line end. Never blocks; does nothing after an error.
    void print(std::string line);

private:
    static constexpr std::size_t kMostWaiting = 10'000;

    int descriptor_;
    int ending_;  ///< an event: no longer wait for the reader
    capture::DropOldestQueue<std::string> waiting_{kMostWaiting};
    std::jthread thread_;  ///< last, so that it ends before what it uses

    void work();
    bool write(std::string_view text) const;
};

}  // namespace handscope::app
