// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/pipeline/DecisionLayer.h"
#include "app/pipeline/WindowSampler.h"
#include "capture/FrameSource.h"
#include "model/Classifier.h"

namespace handscope::app {

struct LabelSettings {
    double windowLength = 2.0;   ///< seconds
    double windowStride = 0.25;  ///< seconds
    pipeline::DecisionSettings decision;
};

/// One gesture in a recording.
struct LabelledSegment {
    pipeline::GestureEvent event;
    std::int64_t startFrame = 0;  ///< the first frame at or after the start
    std::int64_t endFrame = 0;    ///< the last frame before the end
};

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
    double startSeconds = 0.0;              ///< PTS of the first frame
    double endSeconds = 0.0;                ///< PTS at which the last frame ends
    std::vector<LabelledSegment> segments;  ///< by start
    std::vector<LabelledWindow> windows;
    std::string clipLabel;  ///< of the segment with the highest peak; "No gesture" without segments
};

/// Reads a recording from its beginning to its end and labels it: the same grid, network and
/// decision layer as live, with no window left out. Blocks; `progress` is called now and then with
/// the PTS reached and may return false to stop, which gives nullopt. Throws capture::CaptureError
/// and model::ModelError.
std::optional<LabelledRecording> labelRecording(
    capture::FrameSource& source, const std::shared_ptr<model::Classifier>& classifier,
    const LabelSettings& settings, const std::function<bool(double)>& progress = {});

}  // namespace handscope::app
