// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <signal.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "app/cli/WakeUp.h"
#include "capture/ReopeningSource.h"

namespace handscope::cli {

/// While it lives, SIGINT and SIGTERM end the program at once instead of waking a WakeUp, for calls
/// that nothing wakes (a look-up of a name) and that leave nothing undone. One at a time, on the
/// thread of the WakeUp.
class SignalsEndProgram {
public:
    SignalsEndProgram();
    ~SignalsEndProgram();
    SignalsEndProgram(const SignalsEndProgram&) = delete;
    SignalsEndProgram& operator=(const SignalsEndProgram&) = delete;

private:
    struct sigaction onInterrupt_ {};  ///< what SIGINT did before
    struct sigaction onTerminate_ {};  ///< what SIGTERM did before
};

/// Opens a source; nullptr where a signal came first. Throws as capture::openSource() does.
std::unique_ptr<capture::FrameSource> openUnlessSignalled(const std::string& address,
                                                          const capture::SourceOptions& options,
                                                          WakeUp& wakeUp);

/// Opens a live source that is opened again whenever it is lost, a camera then under whatever
/// number it has. Until it opens for the first time it is tried under this address; nullptr where a
/// signal or `deadline` came first. Throws capture::CaptureError for what is no camera, screen or
/// stream, or no live one, and for options that it does not take.
std::unique_ptr<capture::FrameSource> openReopeningSource(
    const std::string& address, const capture::SourceOptions& options,
    capture::ReopeningSource::Callbacks callbacks, WakeUp& wakeUp,
    std::optional<std::chrono::system_clock::time_point> deadline);

}  // namespace handscope::cli
