// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/labelling/LabelDocument.h"

#include <nlohmann/json.hpp>
#include <span>

#include "app/CsvTable.h"
#include "app/labelling/SettingsJson.h"
#include "model/AtomicFile.h"
#include "model/ModelError.h"

namespace handscope::app {
namespace {

using Json = nlohmann::ordered_json;

Json segmentJson(const LabelSegment& segment) {
    return {{"label", segment.label},          {"start_seconds", segment.start},
            {"end_seconds", segment.end},      {"start_frame", segment.startFrame},
            {"end_frame", segment.endFrame},   {"fired_seconds", segment.fired},
            {"mean_score", segment.meanScore}, {"peak_score", segment.peakScore},
            {"runner_up", segment.runnerUp},   {"runner_up_score", segment.runnerUpScore}};
}

LabelSegment segmentFrom(const JsonFields& fields) {
    const auto score = [&](const char* name) {
        const double value = fields.number(name);
        if (value < 0.0 || value > 1.0) {
            fields.refuse(name, "is not within 0 to 1");
        }
        return static_cast<float>(value);
    };
    LabelSegment segment{.label = fields.text("label"),
                         .start = fields.number("start_seconds"),
                         .end = fields.number("end_seconds"),
                         .startFrame = fields.count("start_frame"),
                         .endFrame = fields.count("end_frame"),
                         .fired = fields.number("fired_seconds"),
                         .meanScore = score("mean_score"),
                         .peakScore = score("peak_score"),
                         .runnerUp = fields.text("runner_up"),
                         .runnerUpScore = score("runner_up_score")};
    if (segment.end < segment.start) {
        fields.refuse("end_seconds", "is before start_seconds");
    }
    if (segment.endFrame < segment.startFrame) {
        fields.refuse("end_frame", "is before start_frame");
    }
    return segment;
}

LabelSource sourceFrom(const JsonFields& fields) {
    constexpr std::int64_t kWidest = 1 << 20;  // pixels
    const auto side = [&](const char* name) {
        const std::int64_t value = fields.count(name);
        if (value > kWidest) {
            fields.refuse(name, "is larger than a picture can be");
        }
        return static_cast<int>(value);
    };
    LabelSource source{.name = fields.text("name"),
                       .path = fields.text("path"),
                       .bytes = static_cast<std::uintmax_t>(fields.count("bytes")),
                       .sha256 = fields.text("sha256"),
                       .width = side("width"),
                       .height = side("height"),
                       .frames = fields.count("frames"),
                       .corruptPackets = fields.count("corrupt_packets"),
                       .start = fields.number("start_seconds"),
                       .end = fields.number("end_seconds")};
    if (source.end < source.start) {
        fields.refuse("end_seconds", "is before start_seconds");
    }
    return source;
}

LabelDocument documentFrom(const JsonFields& fields) {
    if (fields.text("format") != kLabelsFormat) {
        fields.refuse("format", std::string("is not ") + kLabelsFormat);
    }
    LabelDocument document;
    document.toolVersion = fields.object("tool").text("version");
    document.source = sourceFrom(fields.object("source"));
    document.model = modelFrom(fields.object("model"));
    document.settings = settingsFrom(fields.object("settings"));
    document.clipLabel = fields.text("clip_label");
    for (const auto& segment : fields.array("segments")) {
        const JsonFields segmentFields(
            segment, "segments[" + std::to_string(document.segments.size()) + "]");
        document.segments.push_back(segmentFrom(segmentFields));
        if (document.segments.back().endFrame >= document.source.frames) {
            segmentFields.refuse("end_frame", "is after the last frame");
        }
    }
    return document;
}

}  // namespace

std::string toJson(const LabelDocument& document) {
    const LabelSource& source = document.source;
    Json json{{"format", kLabelsFormat},
              {"tool", {{"name", "handscope"}, {"version", document.toolVersion}}},
              {"source",
               {{"name", source.name},
                {"path", source.path},
                {"bytes", source.bytes},
                {"sha256", source.sha256},
                {"width", source.width},
                {"height", source.height},
                {"frames", source.frames},
                {"corrupt_packets", source.corruptPackets},
                {"start_seconds", source.start},
                {"end_seconds", source.end}}},
              {"model", modelJson(document.model)},
              {"settings", settingsJson(document.settings)},
              {"clip_label", document.clipLabel},
              {"segments", Json::array()}};
    for (const LabelSegment& segment : document.segments) {
        json["segments"].push_back(segmentJson(segment));
    }
    try {
        return json.dump(2) + "\n";
    } catch (const Json::exception&) {
        throw model::ModelError("A name or label of " + source.sha256 + " is not UTF-8.",
                                "Expected text that every program can read.",
                                "Rename the file or the label.");
    }
}

LabelDocument parseLabelDocument(std::string_view json, const std::string& name) {
    try {
        const auto parsed = nlohmann::json::parse(json);
        return documentFrom(JsonFields(parsed));
    } catch (const nlohmann::json::exception&) {
        throw model::ModelError(name + " is not a JSON text.", "Expected labels by Handscope.",
                                "Label the recording again.");
    } catch (const JsonFault& fault) {
        throw model::ModelError(name + " is not a result of Handscope: " + fault.what() + ".",
                                std::string("Expected the format ") + kLabelsFormat + ".",
                                "Label the recording again.");
    }
}

LabelDocument readLabelDocument(const std::filesystem::path& file) {
    return parseLabelDocument(readSmallText(file), file.string());
}

void writeTextAtomically(const std::filesystem::path& file, std::string_view text) {
    model::AtomicFile target(file);
    target.write(std::as_bytes(std::span(text)));
    target.commit();
}

}  // namespace handscope::app
