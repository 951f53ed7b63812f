// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>
#include <optional>

namespace handscope::pipeline {

/// What sched_setattr(2) takes, in its first version: older C libraries do not declare it. Linux
/// only.
struct SchedulingAttributes {
    std::uint32_t size = sizeof(SchedulingAttributes);
    std::uint32_t policy = 0;
    std::uint64_t flags = 0;
    std::int32_t nice = 0;  ///< −20 … 19, of the thread alone
    std::uint32_t priority = 0;
    std::uint64_t runtime = 0;  ///< nanoseconds of a time slice; 0 before Linux 6.12
    std::uint64_t deadline = 0;
    std::uint64_t period = 0;
};

/// Of the calling thread; nothing where the system does not say.
inline std::optional<SchedulingAttributes> schedulingOfThisThread() noexcept {
    SchedulingAttributes attributes;
    if (syscall(SYS_sched_getattr, 0, &attributes, sizeof(attributes), 0U) != 0) {
        return std::nullopt;
    }
    return attributes;
}

}  // namespace handscope::pipeline
