// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace handscope::app {

/// Sends log messages to standard error and, for the window, to a rotating file in stateFolder().
/// FFmpeg's messages go the same way. `level` is one of spdlog's names (trace … off).
/// Call once at start. A log file that cannot be written is reported and done without.
void startLogging(const std::string& level, bool alsoToFile);

/// Logs once what a person should know before the first window of video is classified: linear
/// algebra without an optimised library.
void warnAboutRuntime();

}  // namespace handscope::app
