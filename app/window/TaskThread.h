// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

#include "app/pipeline/ThreadPriority.h"

namespace handscope::app {

/// Runs tasks one after another on a thread of its own, so that what blocks (opening a source,
/// loading a model, ending a session) never blocks the window.
///
/// Any thread may post. The destructor runs what was posted, then joins.
class TaskThread {
public:
    explicit TaskThread(pipeline::Background tasks = pipeline::Background::Helper);
    ~TaskThread();
    TaskThread(const TaskThread&) = delete;
    TaskThread& operator=(const TaskThread&) = delete;

    /// Never blocks. A task that throws is logged and ends alone.
    void post(std::function<void()> task);

private:
    std::mutex mutex_;
    std::condition_variable_any ready_;
    std::deque<std::function<void()>> tasks_;
    std::jthread thread_;  ///< last, so that it ends before what it uses

    void work(pipeline::Background tasks, const std::stop_token& stop);
};

}  // namespace handscope::app
