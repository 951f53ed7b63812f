// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

#include "app/pipeline/WindowSampler.h"
#include "capture/FrameSource.h"

namespace handscope::app {

/// Gives `take` every window of a recording, in order, until it returns false or the recording
/// ends; one window where the whole recording is shorter. At least one is given. Blocks. Throws
/// capture::CaptureError, also for a file without frames and for one whose time breaks before any
/// window is full.
void readWindows(const std::string& file, const pipeline::WindowSettings& settings,
                 const std::function<bool(pipeline::Window)>& take,
                 const capture::SourceOptions& options = {});

}  // namespace handscope::app
