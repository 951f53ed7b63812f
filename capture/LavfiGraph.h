// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace handscope::capture {

/// Refuses an FFmpeg filter graph that could reach outside itself: any filter that is not on a list
/// of those that open no file, device or socket, and any option read from a file ("/option=path").
/// Throws CaptureError that names the filter. Any thread.
void checkSelfContainedGraph(const std::string& graph);

}  // namespace handscope::capture
