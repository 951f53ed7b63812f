// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/ThreadPriority.h"

#if defined(__linux__)
#include <algorithm>
#include <cstdint>

#include "app/pipeline/SchedulingAttributes.h"
#endif

namespace handscope::pipeline {
#if defined(__linux__)
namespace {

constexpr std::int32_t kGreatestNiceness = 19;

/// Lowers the calling thread's weight, and has it and those that it starts, such as those of its
/// parallel loops, run for `slice` nanoseconds before others get a turn. Who asks for longer slices
/// is interrupted by all others as soon as they wake up. Linux 6.12 and later follow the slice;
/// earlier ones take no notice. On Linux, niceness is a thread's and not the process's.
void lowerPriority(std::int32_t niceSteps, std::uint64_t slice) noexcept {
    if (auto attributes = schedulingOfThisThread()) {
        attributes->nice = std::min(attributes->nice + niceSteps, kGreatestNiceness);
        attributes->runtime = slice;
        static_cast<void>(syscall(SYS_sched_setattr, 0, &*attributes, 0U));
    }
}

}  // namespace
#endif

void stepBehind([[maybe_unused]] Background work) noexcept {
#if defined(__linux__)
    constexpr std::uint64_t kMillisecond = 1'000'000;
    if (work == Background::Network) {
        lowerPriority(10, 100 * kMillisecond);  // a ninth of the others' weight
    } else {
        lowerPriority(5, 20 * kMillisecond);  // a third
    }
#endif
}

}  // namespace handscope::pipeline
