// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "app/labelling/LabelDocument.h"
#include "capture/Frame.h"

namespace handscope::app {

/// ".handscope-moment"
inline constexpr const char* kMomentExtension = ".handscope-moment";

/// One window of a video, what the network said to it, and what was looked at: enough to open the
/// inspector again where it was left, here or elsewhere.
struct Moment {
    static constexpr std::size_t kMostFrames = 256;           ///< of the window, and of its past
    static constexpr int kLongestSide = 8192;                 ///< of a frame, pixels
    static constexpr std::int64_t kMostPixels = 400'000'000;  ///< of all different frames together
    static constexpr std::size_t kMostClasses = 10'000;
    static constexpr std::size_t kMostViewEntries = 256;
    static constexpr std::size_t kLongestText = 4096;  ///< bytes of one name or view entry

    std::string toolVersion;
    double start = 0.0;  ///< of the window, PTS seconds
    double end = 0.0;
    /// T of them in time order; the same frame may stand more than once. Only pixels, size and PTS
    /// are kept.
    std::vector<capture::FramePtr> frames;
    std::vector<capture::FramePtr> past;  ///< before them, for a causal model; may be empty
    std::vector<std::string> labels;
    std::vector<float> probabilities;  ///< one a label, 0 … 1
    std::vector<float> smoothed;       ///< one a label, or empty
    LabelSettings settings;
    LabelModel model;
    /// What was looked at: "block", "tap", …, and "origin", the PTS that its seconds count from.
    std::map<std::string, std::string> view;
};

/// Writes a moment whole or not at all: a safetensors file whose tensors are PNG pictures and whose
/// metadata has the format "handscope-moment-1". Blocks for compressing. Throws model::ModelError,
/// also for a moment that readMoment() would refuse.
void writeMoment(const std::filesystem::path& file, const Moment& moment);

/// The inverse, of a file that is not trusted: counts and sizes are checked before memory is taken.
/// Blocks for decoding. Throws model::ModelError.
Moment readMoment(const std::filesystem::path& file);

}  // namespace handscope::app
