// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "app/MapImage.h"
#include "app/pipeline/ClipChange.h"
#include "app/pipeline/DecisionLayer.h"
#include "app/pipeline/WindowSampler.h"
#include "capture/Frame.h"
#include "capture/FrameSource.h"
#include "model/Classifier.h"

namespace handscope::app {

/// Which map lies over the picture, and how it looks.
struct MapOverlay {
    model::TapPoint point;
    std::optional<int> evidenceOf{};  ///< a class: where it finds its evidence, in place of `point`
    /// In place of `point`, too: the flow that belongs to CMM at the frame, as flowAtStep() has it,
    /// each picture with its own maximum; channel, colours and ranges do not count.
    bool flow = false;
    /// Of the window, 0 … T−1. Without it the newest that says something: the last, or, for CMM
    /// and the flow, of which the last says nothing in the windowed form, the last but one.
    std::optional<int> frame;
    int channel = -1;  ///< −1: the mean over channels
    ColourMap colours = ColourMap::Viridis;
    std::optional<ValueRange> range;  ///< without it, each picture has its own, or …
    bool rangeOfWindow = false;       ///< … all frames of a window share one
    double opacity = 0.6;             ///< 0 … 1
    bool alone = false;  ///< the network's square without the picture, black before the first map
    bool smooth = true;  ///< cells blended
};

struct OverlayVideoSettings {
    /// Length and stride of the windows; a causal model fixes its own.
    pipeline::WindowSettings windows;
    pipeline::DecisionSettings decision;
    std::optional<MapOverlay> map;
    /// What is done to each window before the network sees it. Mirrored pictures are mirrored in
    /// the video, too; in the others the map is of frames in another order than the video's.
    pipeline::ClipChange change = pipeline::ClipChange::None;
    std::vector<model::Mute> mutes{};  ///< cuts, under which all windows are seen
    bool prediction = true;        ///< the shown gesture as text, and the top three classes as bars
    int quality = 20;              ///< see capture::VideoWriterOptions
    capture::SourceOptions input;  ///< with which the recording is opened
};

/// A part of a recording, seconds from its first frame.
struct OverlaySpan {
    double start = 0.0;
    double end = std::numeric_limits<double>::infinity();
};

/// What was written.
struct OverlayVideoResult {
    std::int64_t frames = 0;
    double seconds = 0.0;  ///< from the first frame to the last
    std::int64_t windows = 0;
    bool cut = false;  ///< the recording goes on after the span
};

/// Frames from elsewhere than a recording, such as a session's history.
struct OverlayFrames {
    std::function<capture::FramePtr()> next;  ///< in order, nullptr at the end; may throw
    std::int64_t expected = 0;                ///< how many, for the progress alone; 0: unknown
    /// PTS, seconds: the network sees what comes before, but it is not written.
    double writtenFrom = -std::numeric_limits<double>::infinity();
};

/// Share of the work that is done, 0 … 1, never falling; 1 once the file is in place.
using OverlayProgress = std::function<void(double)>;

/// Writes a span of a recording as a video (.mp4 or .mkv) with what the network sees and says laid
/// over it. Each frame of the span carries the map of the latest window that has ended by then,
/// over the network's square, the gesture shown at that moment, and the three classes with the
/// highest smoothed scores; frames before the end of the first window carry nothing. Frames keep
/// their distances in time; the first one stands at 0.
///
/// Windows, scores and events are those of the whole recording, whatever the span: decoding begins
/// far enough before it for all of them to have settled, on the same grid. (A gesture that fired
/// more than ten seconds and a window before the span and lasts into it may be missing.)
///
/// Blocks, on the caller's thread, which counts as the classifier's one thread. Returns nullopt
/// when `stop` was requested; then, as after an error, no file is left, and one that stood there
/// before is unchanged. Throws capture::CaptureError, also for a span without frames and where
/// `file` is the recording itself, and model::ModelError, also for a map, channel, cut or frame
/// that the model does not have.
std::optional<OverlayVideoResult> writeOverlayVideo(const std::string& recording, OverlaySpan span,
                                                    std::shared_ptr<model::Classifier> classifier,
                                                    const OverlayVideoSettings& settings,
                                                    const std::filesystem::path& file,
                                                    std::stop_token stop = {},
                                                    const OverlayProgress& progress = {});

/// The same of frames from elsewhere, whose windows begin with the first of them. Where their time
/// breaks, the video goes on after one frame's length. What `frames.next` throws comes out.
std::optional<OverlayVideoResult> writeOverlayVideo(const OverlayFrames& frames,
                                                    std::shared_ptr<model::Classifier> classifier,
                                                    const OverlayVideoSettings& settings,
                                                    const std::filesystem::path& file,
                                                    std::stop_token stop = {},
                                                    const OverlayProgress& progress = {});

}  // namespace handscope::app
