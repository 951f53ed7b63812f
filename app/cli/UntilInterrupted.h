// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <future>
#include <stop_token>
#include <thread>
#include <type_traits>

#include "app/cli/WakeUp.h"

namespace handscope::cli {

/// What a person sees of work that goes on: called by the thread that waits for it. Either may be
/// empty.
struct WorkDrawing {
    std::function<void()> draw{};   ///< five times a second while it goes on
    std::function<void()> clear{};  ///< once, after its end
};

/// Sleeps until `wakeUp` is woken or a signal has come, and draws meanwhile. For
/// runUntilInterrupted(). Blocks. What `draw` throws comes out.
void drawUntilWoken(WakeUp& wakeUp, const std::function<void()>& draw);

/// Runs `work(stop)` on a thread of its own, while this one draws; Ctrl+C and SIGTERM ask it to
/// stop.
///
/// Owns the thread, the stop that it is asked by, and what signals do meanwhile. Does not end work
/// that never looks at its token, and does not tell whether it was asked: what `work` returns says
/// that. One call at a time, of the main thread, while no other WakeUp lives.
///
/// Blocks until `work` has ended, and returns what it returned. What `work` throws comes out after
/// the drawing was cleared; what `draw` throws comes out once `work`, asked to stop, has ended.
template <typename Work>
std::invoke_result_t<Work&, std::stop_token> runUntilInterrupted(Work work,
                                                                 const WorkDrawing& drawing = {}) {
    WakeUp wakeUp;
    std::packaged_task<std::invoke_result_t<Work&, std::stop_token>(std::stop_token)> task(
        std::ref(work));
    auto result = task.get_future();
    std::jthread worker([&task, &wakeUp](const std::stop_token& stop) {
        task(stop);
        wakeUp.wake();
    });
    drawUntilWoken(wakeUp, drawing.draw);
    worker.request_stop();  // it has ended, or is to
    result.wait();
    if (drawing.clear) {
        drawing.clear();
    }
    return result.get();
}

}  // namespace handscope::cli
