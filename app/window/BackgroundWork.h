// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaObject>
#include <QObject>
#include <exception>
#include <type_traits>
#include <utility>

#include "app/window/Problems.h"
#include "app/window/TaskThread.h"

namespace handscope::app {

/// Runs `work()` on the task thread, then `done(result)` on the thread of `owner` (`done()` where
/// there is none), or, where it threw a std::exception, `failed(problem)` there.
///
/// Calls nothing off: whether the answer still counts is for `done` and `failed` to know. Neither
/// is called once `owner` has gone, which must not happen while `work` runs if that uses it. All
/// three must be copyable. Returns at once. Any thread.
template <typename Work, typename Done, typename Failed>
void inBackground(TaskThread& tasks, QObject* owner, Work work, Done done, Failed failed) {
    tasks.post([owner, work = std::move(work), done = std::move(done),
                failed = std::move(failed)]() mutable {
        try {
            if constexpr (std::is_void_v<std::invoke_result_t<Work&>>) {
                work();
                QMetaObject::invokeMethod(owner, [done]() mutable { done(); });
            } else {
                QMetaObject::invokeMethod(
                    owner, [done, result = work()]() mutable { done(std::move(result)); });
            }
        } catch (const std::exception& error) {
            QMetaObject::invokeMethod(
                owner, [failed, problem = problemOf(error)]() mutable { failed(problem); });
        }
    });
}

/// The same for work of which only a failure is told.
template <typename Work, typename Failed>
void inBackground(TaskThread& tasks, QObject* owner, Work work, Failed failed) {
    tasks.post([owner, work = std::move(work), failed = std::move(failed)]() mutable {
        try {
            work();
        } catch (const std::exception& error) {
            QMetaObject::invokeMethod(
                owner, [failed, problem = problemOf(error)]() mutable { failed(problem); });
        }
    });
}

}  // namespace handscope::app
