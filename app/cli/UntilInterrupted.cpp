// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/UntilInterrupted.h"

#include <chrono>
#include <optional>

namespace handscope::cli {

void drawUntilWoken(WakeUp& wakeUp, const std::function<void()>& draw) {
    if (!draw) {
        wakeUp.wait(std::nullopt);
        return;
    }
    constexpr std::chrono::milliseconds kBetweenDrawings{200};
    while (!wakeUp.wait(std::chrono::system_clock::now() + kBetweenDrawings) &&
           !wakeUp.signalled()) {
        draw();
    }
}

}  // namespace handscope::cli
