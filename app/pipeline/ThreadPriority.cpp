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

/// Sets how long the calling thread runs before others get a turn. Linux 6.12 and later follow it;
/// earlier ones take no notice.
void setSlice(std::uint64_t nanoseconds, std::uint64_t flags) noexcept {
    SchedulingAttributes attributes;
    if (syscall(SYS_sched_getattr, 0, &attributes, sizeof(attributes), 0U) == 0) {
        attributes.runtime = nanoseconds;
        attributes.flags = flags;
        static_cast<void>(syscall(SYS_sched_setattr, 0, &attributes, 0U));
    }
}

}  // namespace
#endif

void answerQuickly() noexcept {
#if defined(__linux__)
    constexpr std::uint64_t kShortest = 100'000;
    constexpr std::uint64_t kNotHandedOn = 1;  // SCHED_FLAG_RESET_ON_FORK
    setSlice(kShortest, kNotHandedOn);
#endif
}

void stepBehind() noexcept {
#if defined(__linux__)
    // A third of the weight of the others. On Linux, niceness is a thread's and not the process's,
    // and is handed on to the threads that it starts, such as those of its parallel loops.
    constexpr int kSteps = 5;
    const auto thread = static_cast<id_t>(syscall(SYS_gettid));
    errno = 0;
    const int now = getpriority(PRIO_PROCESS, thread);
    if (errno == 0) {
        static_cast<void>(setpriority(PRIO_PROCESS, thread, now + kSteps));
    }
    // Whoever asks for long slices is interrupted by all others as soon as they wake up.
    constexpr std::uint64_t kLongest = 100'000'000;
    setSlice(kLongest, 0);
#endif
}

}  // namespace handscope::pipeline
