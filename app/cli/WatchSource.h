// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "app/cli/WakeUp.h"
#include "capture/ReopeningSource.h"

namespace handscope::cli {

/// What `watch` watches.
struct WatchSource {
    std::string address;
    capture::SourceOptions options;
    bool reopens = false;  ///< a live source is waited for, and opened again when it is lost
};

/// Opens it. One that reopens is tried until it is there, a camera under whatever number it has by
/// then; nullptr where a signal or `deadline` came first.
/// Throws capture::CaptureError: what does not open, where it is not to be waited for; a file that
/// is to be reopened.
std::unique_ptr<capture::FrameSource> openWatchSource(
    const WatchSource& source, capture::ReopeningSource::Callbacks callbacks, WakeUp& wakeUp,
    std::optional<std::chrono::system_clock::time_point> deadline);

}  // namespace handscope::cli
