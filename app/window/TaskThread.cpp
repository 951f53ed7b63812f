// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/TaskThread.h"

#include <spdlog/spdlog.h>

#include <exception>
#include <utility>

#include "app/pipeline/ThreadPriority.h"

namespace handscope::app {

TaskThread::TaskThread(Place place)
    : thread_([this, place](const std::stop_token& stop) { work(place, stop); }) {}

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

void TaskThread::work(Place place, const std::stop_token& stop) {
    if (place == Place::Behind) {
        pipeline::stepBehind();
    }
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
