// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/train/Interrupt.h"

#include <atomic>

#include "app/cli/ErrorReport.h"

namespace handscope::train {
namespace {

// A signal handler can reach nothing but statics, and only lock-free atomics among them.
std::atomic<bool> interrupted = false;
static_assert(std::atomic<bool>::is_always_lock_free);

void onSignal(int) {
    interrupted = true;
}

}  // namespace

Interrupt::Interrupt() {
    interrupted = false;
    struct sigaction action {};
    action.sa_handler = onSignal;
    action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
    sigaction(SIGINT, &action, &formerInterrupt_);
    sigaction(SIGTERM, &action, &formerTerminate_);
}

Interrupt::~Interrupt() {
    sigaction(SIGINT, &formerInterrupt_, nullptr);
    sigaction(SIGTERM, &formerTerminate_, nullptr);
}

bool Interrupt::requested() const noexcept {
    return interrupted;
}

cli::ExitStatus reportInterruption(const std::string& what, const std::string& whatToDo) {
    cli::printError(what, "Expected it to run to its end.", whatToDo);
    return cli::ExitStatus::Failure;
}

}  // namespace handscope::train
