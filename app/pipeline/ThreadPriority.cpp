// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/ThreadPriority.h"

#if defined(__linux__)
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

#include <cerrno>
#include <cstdint>

namespace handscope::pipeline {
#if defined(__linux__)
namespace {

/// What sched_setattr(2) takes, in its first version: older C libraries do not declare it.
struct SchedulingAttributes {
    std::uint32_t size = sizeof(SchedulingAttributes);
    std::uint32_t policy = 0;
    std::uint64_t flags = 0;
    std::int32_t nice = 0;
    std::uint32_t priority = 0;
    std::uint64_t runtime = 0;
    std::uint64_t deadline = 0;
    std::uint64_t period = 0;
};

/// How long the calling thread, and those that it starts, run before others get a turn. Who asks
/// for longer slices is interrupted by all others as soon as they wake up. Linux 6.12 and later
/// follow it; earlier ones take no notice.
void setSlice(std::uint64_t nanoseconds) noexcept {
    SchedulingAttributes attributes;
    if (syscall(SYS_sched_getattr, 0, &attributes, sizeof(attributes), 0U) == 0) {
        attributes.runtime = nanoseconds;
        static_cast<void>(syscall(SYS_sched_setattr, 0, &attributes, 0U));
    }
}

/// Lowers the calling thread's weight. On Linux, niceness is a thread's and not the process's, and
/// is handed on to the threads that it starts, such as those of its parallel loops.
void lowerWeight(int steps) noexcept {
    const auto thread = static_cast<id_t>(syscall(SYS_gettid));
    errno = 0;
    const int now = getpriority(PRIO_PROCESS, thread);
    if (errno == 0) {
        static_cast<void>(setpriority(PRIO_PROCESS, thread, now + steps));
    }
}

}  // namespace
#endif

void stepBehind([[maybe_unused]] Background work) noexcept {
#if defined(__linux__)
    constexpr std::uint64_t kMillisecond = 1'000'000;
    if (work == Background::Network) {
        lowerWeight(10);  // to a ninth of the others'
        setSlice(100 * kMillisecond);
    } else {
        lowerWeight(5);  // to a third
        setSlice(20 * kMillisecond);
    }
#endif
}

}  // namespace handscope::pipeline
