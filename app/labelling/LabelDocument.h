// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "app/pipeline/DecisionLayer.h"

namespace handscope::app {

/// The format of a native result.
inline constexpr const char* kLabelsFormat = "handscope-labels-1";

/// What a recording is called in which nothing fired.
inline constexpr const char* kNothingFired = "No gesture";

/// How recordings are cut into windows and windows become segments.
struct LabelSettings {
    double windowLength = 2.0;   ///< seconds
    double windowStride = 0.25;  ///< seconds
    pipeline::DecisionSettings decision;
    bool operator==(const LabelSettings&) const = default;
};

/// One gesture in a recording. Seconds are PTS, as the file counts them.
struct LabelSegment {
    std::string label;
    double start = 0.0;           ///< seconds
    double end = 0.0;             ///< seconds
    std::int64_t startFrame = 0;  ///< the first frame at or after the start, counted from 0
    std::int64_t endFrame = 0;    ///< the last frame before the end
    double fired = 0.0;           ///< end of the window at which it fired, seconds
    float meanScore = 0.0F;       ///< of the averaged score over the segment, 0 … 1
    float peakScore = 0.0F;       ///< of the averaged score, 0 … 1
    std::string runnerUp;         ///< the second class at the peak; empty: unknown
    float runnerUpScore = 0.0F;   ///< its averaged score there
    bool operator==(const LabelSegment&) const = default;

    /// How sure the network was: the peak's lead over the second class.
    float margin() const noexcept { return peakScore - runnerUpScore; }
};

/// The file that was labelled.
struct LabelSource {
    std::string name;  ///< relative to the folder that was asked for, with `/` between its parts
    std::string path;  ///< where it was then, absolute
    std::uintmax_t bytes = 0;
    std::string sha256;
    int width = 0;  ///< upright, square pixels
    int height = 0;
    std::int64_t frames = 0;
    std::int64_t corruptPackets = 0;
    double start = 0.0;  ///< PTS of the first frame, seconds
    double end = 0.0;    ///< PTS at which the last frame ends, seconds
    bool operator==(const LabelSource&) const = default;

    double duration() const noexcept { return end - start; }
};

/// The network that labelled it.
struct LabelModel {
    std::string name;
    std::string sha256;
    bool flipTest = false;  ///< it was asked about mirror images too
    std::string engine;     ///< how it was computed, such as "folded, bf16"; empty: not known
    bool operator==(const LabelModel&) const = default;

    /// The same network asked the same in the same arithmetic, as far as that is known, whatever
    /// its file was called.
    bool answersLike(const LabelModel& other) const noexcept {
        return sha256 == other.sha256 && flipTest == other.flipTest &&
               (engine.empty() || other.engine.empty() || engine == other.engine);
    }
};

/// The native result of one recording, and all that is needed to tell how it came about. The file
/// format is "handscope-labels-1"; its JSON Schema is resources/schemas/handscope-labels-1.json.
struct LabelDocument {
    std::string toolVersion;
    LabelSource source;
    LabelModel model;
    LabelSettings settings;
    std::string
        clipLabel;  ///< of the segment with the highest peak; kNothingFired without segments
    std::vector<LabelSegment> segments;  ///< by start
    bool operator==(const LabelDocument&) const = default;
};

/// Equal documents give equal bytes, in UTF-8 with a line end at the end. Throws model::ModelError
/// for text that is not UTF-8.
std::string toJson(const LabelDocument& document);

/// The inverse; `name` is for messages. Throws model::ModelError for text that is not such a
/// document: every field is checked, times are finite, segments lie within the recording.
LabelDocument parseLabelDocument(std::string_view json, const std::string& name);
LabelDocument readLabelDocument(const std::filesystem::path& file);

/// Writes text whole or not at all. Throws model::ModelError.
void writeTextAtomically(const std::filesystem::path& file, std::string_view text);

}  // namespace handscope::app
