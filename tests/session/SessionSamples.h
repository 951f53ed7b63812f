// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "app/session/SessionRecording.h"
#include "capture/FrameSource.h"

namespace handscope::test {

inline const std::vector<std::string> kSessionLabels{"Thumb Up", "No gesture", "Pull, slowly"};

inline app::SessionRecordingSettings sessionSettings(const std::filesystem::path& folder) {
    app::SessionRecordingSettings settings;
    settings.folder = folder;
    settings.queueFrames = 1000;
    settings.source = "v4l2:/dev/video0";
    settings.model = {.name = "net.safetensors", .sha256 = std::string(64, 'a')};
    settings.labels = kSessionLabels;
    return settings;
}

inline pipeline::GestureEvent sessionEvent(double start, double fired, double end, bool closed) {
    return {.id = 4,
            .classIndex = 0,
            .label = "Thumb Up",
            .start = start,
            .fired = fired,
            .end = end,
            .meanScore = 0.7F,
            .peakScore = 0.9F,
            .runnerUp = "No gesture",
            .runnerUpScore = 0.05F,
            .closed = closed};
}

inline std::string textOf(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

inline std::vector<std::string> linesOf(const std::filesystem::path& file) {
    std::vector<std::string> lines;
    std::istringstream stream(textOf(file));
    for (std::string line; std::getline(stream, line);) {
        lines.push_back(line);
    }
    return lines;
}

inline nlohmann::json sessionJson(const std::filesystem::path& folder) {
    return nlohmann::json::parse(textOf(folder / "session.json"));
}

/// PTS of every frame that our own source reads of a video.
inline std::vector<double> timesIn(const std::filesystem::path& video) {
    std::vector<double> times;
    const auto source = capture::openSource(video.string());
    while (const auto frame = source->read()) {
        times.push_back(frame->pts);
    }
    return times;
}

}  // namespace handscope::test
