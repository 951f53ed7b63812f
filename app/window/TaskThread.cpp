// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/TaskThread.h"

#include <spdlog/spdlog.h>

#include <exception>
#include <utility>

namespace handscope::app {

TaskThread::TaskThread(pipeline::Background tasks)
    : thread_([this, tasks](const std::stop_token& stop) { work(tasks, stop); }) {}

TaskThread::~TaskThread() {
    thread_.request_stop();
    thread_.join();
}

void TaskThread::post(std::function<void()> task) {
    {
        const std::lock_guard lock(mutex_);
        tasks_.push_back(std::move(task));
    }
    ready_.notify_one();
}

void TaskThread::work(pipeline::Background tasks, const std::stop_token& stop) {
    pipeline::stepBehind(tasks);
    while (true) {
        std::function<void()> task;
        {
            std::unique_lock lock(mutex_);
            ready_.wait(lock, stop, [this] { return !tasks_.empty(); });
            if (tasks_.empty()) {
                return;
            }
            task = std::move(tasks_.front());
            tasks_.pop_front();
        }
        try {
            task();
        } catch (const std::exception& error) {
            spdlog::error("A background task failed: {}", error.what());
        } catch (...) {
            spdlog::critical("A background task failed for an unknown reason");
        }
    }
}

}  // namespace handscope::app
