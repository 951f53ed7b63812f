// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the capture folder.
#pragma once

#include <vector>

#include "capture/DeviceList.h"
#include "capture/V4l2Node.h"

namespace handscope::capture {

/// What a camera gives: its pixel formats with sizes and rates, in its own order. Of one that takes
/// any size or rate in a range, the usual ones. Blocks for as long as the driver does.
std::vector<DeviceFormat> v4l2Formats(V4l2Node& node);

}  // namespace handscope::capture
