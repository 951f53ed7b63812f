// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "capture/FrameSource.h"

namespace handscope::capture {

/// The PTS in seconds of every frame of a recording, in the order and with the values in which
/// openSource()->read() gives them; they grow, except where the source's time starts anew. Reads
/// packets alone and decodes nothing, so that it takes about as long as reading the file.
///
/// Whether a packet decodes cannot be told this way: where packets are damaged, or the first ones
/// refer to frames before the file's beginning, there may be more or fewer times than frames.
/// Whoever knows how many frames were decoded can tell by their number.
///
/// Blocks, any thread. `cancelled` is asked at every packet; nullopt when it said true. Throws
/// CaptureError as openSource() and read() do, also for sources that never end or cannot be read
/// twice (cameras, screens, streams, standard input) and for a file without frames.
std::optional<std::vector<double>> readFrameTimes(const std::string& address,
                                                  const std::function<bool()>& cancelled = {},
                                                  const SourceOptions& options = {});

}  // namespace handscope::capture
