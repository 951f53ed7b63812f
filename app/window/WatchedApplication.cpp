// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/WatchedApplication.h"

#include <QEvent>
#include <QMetaEnum>
#include <QThread>
#include <algorithm>
#include <cstdio>
#include <ctime>

namespace handscope::app {
namespace {

double milliseconds(clockid_t clock) {
    timespec time{};
    clock_gettime(clock, &time);
    return 1e3 * static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_nsec);
}

QString nameOf(const QObject* object) {
    while (object != nullptr && object->objectName().isEmpty()) {
        object = object->parent();
    }
    return object == nullptr ? QString() : object->objectName();
}

}  // namespace

bool WatchedApplication::notify(QObject* receiver, QEvent* event) {
    if (!watching_ || QThread::currentThread() != thread()) {
        return QApplication::notify(receiver, event);
    }
    // Neither may be there afterwards.
    const char* const className = receiver->metaObject()->className();
    const QString name = nameOf(receiver);
    const int type = event->type();
    const Taken outer = within_;
    within_ = {};
    const Taken before{milliseconds(CLOCK_MONOTONIC), milliseconds(CLOCK_THREAD_CPUTIME_ID)};
    const bool handled = QApplication::notify(receiver, event);
    const Taken whole{milliseconds(CLOCK_MONOTONIC) - before.wall,
                      milliseconds(CLOCK_THREAD_CPUTIME_ID) - before.processor};
    const Taken own{whole.wall - within_.wall, whole.processor - within_.processor};
    within_ = {outer.wall + whole.wall, outer.processor + whole.processor};
    if (own.wall > kNoticed) {
        record(className, name, type, own);
    }
    return handled;
}

void WatchedApplication::record(const char* className, const QString& name, int type,
                                const Taken& taken) {
    const std::string receiver =
        name.isEmpty() ? std::string(className) : className + (" " + name.toStdString());
    Work& work = work_[{receiver, type}];
    work.receiver = receiver;
    work.event = type;
    ++work.count;
    if (taken.wall > work.longest) {
        work.longest = taken.wall;
        work.processor = taken.processor;
    }
}

void WatchedApplication::beginWatch() {
    work_.clear();
    within_ = {};
    watching_ = true;
}

std::vector<WatchedApplication::Work> WatchedApplication::slowest(std::size_t most) const {
    std::vector<Work> all;
    for (const auto& [key, work] : work_) {
        all.push_back(work);
    }
    std::ranges::sort(all, std::greater(), &Work::longest);
    all.resize(std::min(most, all.size()));
    return all;
}

std::string workText(const WatchedApplication::Work& work) {
    const char* const known = QMetaEnum::fromType<QEvent::Type>().valueToKey(work.event);
    const std::string event = known != nullptr ? known : "event " + std::to_string(work.event);
    char text[96];
    std::snprintf(text, sizeof(text), "%.1f ms (%.1f on the processor), %d %s: ", work.longest,
                  work.processor, work.count, work.count == 1 ? "time" : "times");
    return text + event + " of " + work.receiver;
}

}  // namespace handscope::app
