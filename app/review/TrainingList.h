// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/review/Corrections.h"

namespace handscope::app {

/// One reviewed recording.
struct TrainingRecording {
    LabelSource source;  ///< of its result
    Corrections corrections;
    /// The PTS from which packing counts: capture::SourceDescription::startSeconds. Told apart from
    /// source.start only where the first frames do not decode; that where it is not known.
    std::optional<double> startSeconds;
};

struct TrainingListSettings {
    std::filesystem::path folder;     ///< where the list will stand
    std::vector<std::string> labels;  ///< that may stand in it; empty: any
    /// Also what lies between the segments of a recording that is reviewed, as kNothingFired.
    bool withGaps = false;
    double shortestGap = 1.0;  ///< seconds
};

/// A list of clips with labels, for `handscope-cli pack` to make a training pack of.
struct TrainingList {
    std::string text;  ///< the file's content, in UTF-8
    std::size_t segments = 0;
    std::size_t gaps = 0;
    /// Recordings outside the list's folder, named by their whole path: to pack them takes
    /// `--allow-outside`.
    std::size_t outside = 0;
};

/// The list has the columns file, label, start_s, end_s and name, as readPackList() takes them:
/// paths relative to the list's folder where they lie within it, links followed, and seconds from
/// the file's beginning, the end left open where it is the recording's. Recordings keep their
/// order; within one the rows are by start.
/// Throws model::ModelError for labels that are not among those known, or empty, and names them.
TrainingList makeTrainingList(const std::vector<TrainingRecording>& recordings,
                              const TrainingListSettings& settings);

}  // namespace handscope::app
