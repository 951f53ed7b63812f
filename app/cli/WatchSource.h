// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "app/cli/WakeUp.h"
#include "capture/ReopeningSource.h"

namespace handscope::cli {

/// Opens a live source that is opened again whenever it is lost, a camera then under whatever
/// number it has. Until it opens for the first time it is tried under this address; nullptr where a
/// signal or `deadline` came first.
/// Throws capture::CaptureError for what is no camera, screen or stream, or no live one.
std::unique_ptr<capture::FrameSource> openReopeningSource(
    const std::string& address, const capture::SourceOptions& options,
    capture::ReopeningSource::Callbacks callbacks, WakeUp& wakeUp,
    std::optional<std::chrono::system_clock::time_point> deadline);

}  // namespace handscope::cli
