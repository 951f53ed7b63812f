// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace handscope::capture {

/// Makes FFmpeg's devices known to FFmpeg itself. Any thread, as often as wanted.
void registerDevices();

/// The names by which this FFmpeg reads pictures from devices, such as "v4l2", "x11grab" and
/// "fbdev"; other builds have others. Each opens the device that it is given and nothing else:
/// "lavfi", whose graphs may open anything, is not among them. Any thread.
const std::vector<std::string>& videoInputDevices();

}  // namespace handscope::capture
