// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/labelling/PlayerCue.h"

#include <algorithm>
#include <cmath>

#include "model/ModelError.h"

namespace handscope::app {
namespace {

constexpr double kLongest = 4'000'000.0;  // seconds: in milliseconds ELAN's 32 bits hold it

std::int64_t playerTime(const LabelSource& source, double seconds) {
    const double fromBeginning = seconds - source.start;
    if (!(std::abs(fromBeginning) <= kLongest)) {
        throw model::ModelError(
            "The recording " + source.name + " has a segment at " + std::to_string(seconds) + " s.",
            "Expected times within 46 days of its beginning.", "Label the recording again.");
    }
    return std::max<std::int64_t>(std::llround(fromBeginning * 1000.0), 0);
}

}  // namespace

std::vector<PlayerCue> playerCues(const LabelDocument& document) {
    std::vector<PlayerCue> cues;
    for (const LabelSegment& segment : document.segments) {
        const std::int64_t start = playerTime(document.source, segment.start);
        cues.push_back({.start = start,
                        .end = std::max(playerTime(document.source, segment.end), start + 1),
                        .segment = &segment});
    }
    std::stable_sort(cues.begin(), cues.end(),
                     [](const PlayerCue& a, const PlayerCue& b) { return a.start < b.start; });
    return cues;
}

}  // namespace handscope::app
