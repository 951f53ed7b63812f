// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "app/pipeline/ClipChange.h"
#include "capture/Frame.h"

namespace handscope::pipeline {

/// The frames of a window as the network saw them, which a changed clip changes: in another order,
/// or copied with left and right exchanged. Any thread.
std::vector<capture::FramePtr> seenFrames(const std::vector<capture::FramePtr>& frames,
                                          ClipChange change);

}  // namespace handscope::pipeline
