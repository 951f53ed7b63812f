// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/labelling/LabelDocument.h"
#include "app/pipeline/WindowBatcher.h"
#include "capture/FrameSource.h"

namespace handscope::app {

/// The scores of one window.
struct LabelledWindow {
    double start = 0.0;  ///< PTS seconds
    double end = 0.0;
    std::vector<float> probabilities;
};

/// What the network said of one recording.
struct LabelledRecording {
    capture::SourceDescription source;
    std::int64_t frames = 0;
    std::int64_t corruptPackets = 0;
    double startSeconds = 0.0;           ///< PTS of the first frame
    double endSeconds = 0.0;             ///< PTS at which the last frame ends
    double shownUntil = 0.0;             ///< the same where the container lets it stand longer
    std::vector<LabelSegment> segments;  ///< by start
    std::vector<LabelledWindow> windows;
    std::string clipLabel;  ///< of the segment with the highest peak; kNothingFired without any
};

/// Called after each frame with its PTS and the windows that have their scores; false stops.
using LabelProgress = std::function<bool(double seconds, std::size_t windows)>;

/// Reads a recording from its beginning to its end and labels it: the same grid, network and
/// decision layer as live, with no window left out. Decoding and preparing run on the caller's
/// thread, a few batches ahead of the network. Blocks; nullopt when `progress` stopped it. Throws
/// capture::CaptureError, also for a recording without frames or one that ends well before its
/// container says, and model::ModelError.
std::optional<LabelledRecording> labelRecording(capture::FrameSource& source,
                                                pipeline::WindowBatcher& batcher,
                                                const LabelSettings& settings,
                                                const LabelProgress& progress = {});

}  // namespace handscope::app
