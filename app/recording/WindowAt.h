// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "app/pipeline/WindowSampler.h"
#include "capture/FrameSource.h"

namespace handscope::app {

/// A window of a recording, and what came before it.
struct WindowAndPast {
    pipeline::Window window;
    /// Frames that earlier windows of the same grid had and this one has not, oldest first.
    std::vector<capture::FramePtr> past;
    bool endsBefore = false;  ///< the recording ends before the second asked for
};

/// The first window that ends at or after `seconds` from the recording's beginning, else the last,
/// with up to `pastFrames` frames before it, for windows that are a frame apart. Decodes up to
/// there. Blocks. Throws capture::CaptureError as readWindows().
WindowAndPast readWindowAt(const std::string& file, const pipeline::WindowSettings& settings,
                           double seconds, std::size_t pastFrames);

/// readWindowAt() the middle of a recording. Decodes it twice.
WindowAndPast readMiddleWindow(const std::string& file, const pipeline::WindowSettings& settings,
                               std::size_t pastFrames);

/// The window that ends at `endSeconds` (PTS), of the frames that pipeline::WindowSampler would
/// take, with up to `pastFrames` frames before it at the same spacing, as many as there are. Where
/// the recording begins later than the window or ends before it, its first or last frame stands in;
/// with `fixedRate` what is before the first is left out, but for one frame if it is all.
/// Seeks there, so that it takes as long late in a recording as early. Blocks. Throws
/// capture::CaptureError, also for a recording that cannot seek.
WindowAndPast readWindowEnding(const std::string& file, const pipeline::WindowSettings& settings,
                               double endSeconds, std::size_t pastFrames,
                               const capture::SourceOptions& options = {});

}  // namespace handscope::app
