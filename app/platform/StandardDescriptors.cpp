// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/platform/StandardDescriptors.h"

#include <fcntl.h>
#include <unistd.h>

namespace handscope::app {

void fillStandardDescriptors() noexcept {
    for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(descriptor, F_GETFD) < 0) {
            // The lowest number that is free: this one.
            [[maybe_unused]] const int opened = ::open("/dev/null", O_RDWR);
        }
    }
}

}  // namespace handscope::app
