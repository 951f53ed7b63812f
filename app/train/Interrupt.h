// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <signal.h>

#include <string>

#include "app/cli/ExitStatus.h"

namespace handscope::train {

/// Lets long work end in order when a person or the system asks for it.
///
/// From construction to destruction the first SIGINT and the first SIGTERM set a flag instead of
/// ending the program; the second of a kind ends it at once. One object at a time. Any thread may
/// ask requested().
class Interrupt {
public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    bool requested() const noexcept;

private:
    struct sigaction formerInterrupt_ {};
    struct sigaction formerTerminate_ {};
};

/// Says on standard error that work was interrupted (`what`) and `whatToDo` now. Returns the
/// status of the program.
cli::ExitStatus reportInterruption(const std::string& what, const std::string& whatToDo);

}  // namespace handscope::train
