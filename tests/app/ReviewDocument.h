// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/labelling/LabelDocument.h"

namespace handscope::test {

/// PTS of frames that come 10 a second from 5.0 s on.
inline std::vector<double> tenASecond(std::int64_t frames) {
    std::vector<double> times;
    for (std::int64_t i = 0; i < frames; ++i) {
        times.push_back(5.0 + static_cast<double>(i) / 10.0);
    }
    return times;
}

/// A recording of those frames in which nothing was found.
inline app::LabelDocument emptyDocument(std::int64_t frames) {
    app::LabelDocument document;
    document.toolVersion = "0.0.0";
    document.source.name = "hand.mp4";
    document.source.path = "/recordings/hand.mp4";
    document.source.sha256 = std::string(64, 'a');
    document.source.width = 64;
    document.source.height = 48;
    document.source.frames = frames;
    document.source.start = 5.0;
    document.source.end = 5.0 + static_cast<double>(frames) / 10.0;
    document.model = {.name = "stm", .sha256 = std::string(64, 'b')};
    document.clipLabel = app::kNothingFired;
    return document;
}

/// A segment as the labeller gives it: it starts 0.04 s before its first frame, as windows do.
inline app::LabelSegment labelledSegment(const std::string& label, std::int64_t startFrame,
                                         std::int64_t endFrame, float peak = 0.9F,
                                         float second = 0.05F) {
    const auto seconds = [](std::int64_t frame) { return 5.0 + static_cast<double>(frame) / 10.0; };
    return {.label = label,
            .start = seconds(startFrame) - 0.04,
            .end = seconds(endFrame) + 0.03,
            .startFrame = startFrame,
            .endFrame = endFrame,
            .fired = seconds(endFrame),
            .meanScore = peak - 0.1F,
            .peakScore = peak,
            .runnerUp = "Stop Sign",
            .runnerUpScore = second};
}

/// 100 frames with "Thumb Up" (10 … 29), "Swiping Left" (25 … 44) and "Thumb Down" (60 … 79).
inline app::LabelDocument threeSegments() {
    app::LabelDocument document = emptyDocument(100);
    document.segments = {labelledSegment("Thumb Up", 10, 29, 0.8F, 0.1F),
                         labelledSegment("Swiping Left", 25, 44, 0.6F, 0.4F),
                         labelledSegment("Thumb Down", 60, 79, 0.95F, 0.01F)};
    document.clipLabel = "Thumb Down";
    return document;
}

}  // namespace handscope::test
