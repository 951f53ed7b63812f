// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/recording/RecordingLabeller.h"

namespace handscope::app {

/// What a result file says beside the labels, so that it can be told later how they came about.
struct LabelOrigin {
    std::string sourceName;  ///< relative to the folder that was asked for
    std::uintmax_t sourceBytes = 0;
    std::string sourceSha256;
    std::string modelName;
    std::string modelSha256;
    std::vector<std::string> labels;
    LabelSettings settings;
};

/// The native result of one recording as JSON: format "handscope-labels-1", times in seconds from
/// PTS and in frame numbers. Equal inputs give equal bytes. `withWindows` adds the scores of each
/// window.
std::string labelsAsJson(const LabelledRecording& recording, const LabelOrigin& origin,
                         bool withWindows);

/// The header of the table over all recordings, and the lines of one; RFC 4180. A recording without
/// segments has one line over its whole length, without scores.
std::string labelCsvHeader();
std::string labelCsvLines(const LabelledRecording& recording, const std::string& sourceName);

/// Writes text whole or not at all. Throws model::ModelError's three parts when it cannot.
void writeTextAtomically(const std::filesystem::path& file, const std::string& text);

}  // namespace handscope::app
