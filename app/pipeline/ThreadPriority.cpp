// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/ThreadPriority.h"

#if defined(__linux__)
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

#include <cerrno>

namespace handscope::pipeline {

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
#endif
}

}  // namespace handscope::pipeline
