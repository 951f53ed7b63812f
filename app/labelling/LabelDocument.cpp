// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/LabelFiles.h"

#include <cstdio>
#include <nlohmann/json.hpp>
#include <span>

#include "app/Version.h"
#include "model/AtomicFile.h"

namespace handscope::app {
namespace {

using Json = nlohmann::ordered_json;

Json decisionJson(const pipeline::DecisionSettings& decision) {
    return {{"averaging_seconds", decision.averaging}, {"on_threshold", decision.onThreshold},
            {"on_thresholds", decision.onThresholds},  {"margin", decision.margin},
            {"on_seconds", decision.onDuration},       {"off_threshold", decision.offThreshold},
            {"hold_seconds", decision.hold},           {"never_fire", decision.neverFire}};
}

Json segmentJson(const LabelledSegment& segment) {
    const pipeline::GestureEvent& event = segment.event;
    return {{"label", event.label},          {"start_seconds", event.start},
            {"end_seconds", event.end},      {"start_frame", segment.startFrame},
            {"end_frame", segment.endFrame}, {"fired_seconds", event.fired},
            {"mean_score", event.meanScore}, {"peak_score", event.peakScore},
            {"runner_up", event.runnerUp}};
}

/// RFC 4180: quoted where a separator, a quote or a line end stands in the text.
std::string csvField(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
        return text;
    }
    std::string quoted = "\"";
    for (const char character : text) {
        quoted += character;
        if (character == '"') {
            quoted += '"';
        }
    }
    return quoted + "\"";
}

std::string decimal(double value) {
    char buffer[64];
    std::snprintf(buffer, sizeof(buffer), "%.6f", value);
    return buffer;
}

}  // namespace

std::string labelsAsJson(const LabelledRecording& recording, const LabelOrigin& origin,
                         bool withWindows) {
    Json json{{"format", "handscope-labels-1"},
              {"tool", {{"name", "handscope"}, {"version", kVersion}}},
              {"source",
               {{"name", origin.sourceName},
                {"bytes", origin.sourceBytes},
                {"sha256", origin.sourceSha256},
                {"width", recording.source.width},
                {"height", recording.source.height},
                {"frames", recording.frames},
                {"corrupt_packets", recording.corruptPackets},
                {"start_seconds", recording.startSeconds},
                {"end_seconds", recording.endSeconds}}},
              {"model", {{"name", origin.modelName}, {"sha256", origin.modelSha256}}},
              {"settings",
               {{"window_seconds", origin.settings.windowLength},
                {"stride_seconds", origin.settings.windowStride},
                {"decision", decisionJson(origin.settings.decision)}}},
              {"clip_label", recording.clipLabel},
              {"segments", Json::array()}};
    for (const LabelledSegment& segment : recording.segments) {
        json["segments"].push_back(segmentJson(segment));
    }
    if (withWindows) {
        json["labels"] = origin.labels;
        json["windows"] = Json::array();
        for (const LabelledWindow& window : recording.windows) {
            json["windows"].push_back({{"start_seconds", window.start},
                                       {"end_seconds", window.end},
                                       {"scores", window.probabilities}});
        }
    }
    // A file name may hold bytes that are not UTF-8.
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string labelCsvHeader() {
    return "file,label,start_seconds,end_seconds,start_frame,end_frame,mean_score,peak_score,"
           "runner_up\r\n";
}

std::string labelCsvLines(const LabelledRecording& recording, const std::string& sourceName) {
    if (recording.segments.empty()) {
        return csvField(sourceName) + "," + csvField(recording.clipLabel) + "," +
               decimal(recording.startSeconds) + "," + decimal(recording.endSeconds) + ",0," +
               std::to_string(recording.frames - 1) + ",,,\r\n";
    }
    std::string text;
    for (const LabelledSegment& segment : recording.segments) {
        const pipeline::GestureEvent& event = segment.event;
        text += csvField(sourceName) + "," + csvField(event.label) + "," + decimal(event.start) +
                "," + decimal(event.end) + "," + std::to_string(segment.startFrame) + "," +
                std::to_string(segment.endFrame) + "," + decimal(event.meanScore) + "," +
                decimal(event.peakScore) + "," + csvField(event.runnerUp) + "\r\n";
    }
    return text;
}

void writeTextAtomically(const std::filesystem::path& file, const std::string& text) {
    model::AtomicFile target(file);
    target.write(std::as_bytes(std::span(text)));
    target.commit();
}

}  // namespace handscope::app
