// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/DropOldestQueue.h"
#include "capture/Frame.h"

namespace handscope::capture {

/// From the thread that reads a source to the one that runs the network.
using FrameRing = DropOldestQueue<FramePtr>;

}  // namespace handscope::capture
