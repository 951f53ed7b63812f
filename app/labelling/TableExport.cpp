// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/labelling/TableExport.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "app/CsvTable.h"
#include "app/labelling/ExportText.h"

namespace handscope::app {
namespace {

bool hasBlankEnd(std::string_view text) {
    return !text.empty() && (kBlanks.find(text.front()) != std::string_view::npos ||
                             kBlanks.find(text.back()) != std::string_view::npos);
}

ExportText nameOf(const LabelDocument& document, const char* format) {
    return {.text = document.source.name,
            .what = "file name",
            .recording = document.source.name,
            .format = format};
}

ExportText labelOf(const LabelDocument& document, std::string_view label, const char* format) {
    return {.text = label, .recording = document.source.name, .format = format};
}

std::string checkedField(const ExportText& text) {
    requireCleanText(text, "\t\n\r");
    return csvField(std::string(text.text));
}

std::string csvLine(const std::vector<std::string>& fields) {
    std::string line;
    for (const std::string& field : fields) {
        line += field + ",";
    }
    line.pop_back();
    return line + "\r\n";
}

std::string csvLines(const LabelDocument& document) {
    const auto label = [&](const std::string& text) {
        return checkedField(labelOf(document, text, "CSV"));
    };
    const LabelSource& source = document.source;
    const std::string name = checkedField(nameOf(document, "CSV"));
    if (document.segments.empty()) {
        return csvLine(
            {name, label(document.clipLabel), sixDecimals(source.start), sixDecimals(source.end),
             "0", std::to_string(std::max<std::int64_t>(source.frames - 1, 0)), "", "", "", ""});
    }
    std::string lines;
    for (const LabelSegment& segment : document.segments) {
        lines += csvLine({name, label(segment.label), sixDecimals(segment.start),
                          sixDecimals(segment.end), std::to_string(segment.startFrame),
                          std::to_string(segment.endFrame), sixDecimals(segment.meanScore),
                          sixDecimals(segment.peakScore), label(segment.runnerUp),
                          segment.runnerUp.empty() ? "" : sixDecimals(segment.runnerUpScore)});
    }
    return lines;
}

/// To six decimals: a difference of two times has digits that mean nothing.
double rounded(double value) {
    return std::round(value * 1e6) / 1e6;
}

nlohmann::json activityNetSegment(const LabelDocument& document, const LabelSegment& segment) {
    requireUtf8(labelOf(document, segment.label, "ActivityNet"));
    const double start = document.source.start;
    return {{"segment",
             {rounded(std::max(segment.start - start, 0.0)),
              rounded(std::max(segment.end - start, 0.0))}},
            {"label", segment.label}};
}

/// A root with the labels below it.
nlohmann::json taxonomyOf(const std::set<std::string>& labels) {
    constexpr const char* kRoot = "Root";
    nlohmann::json nodes = nlohmann::json::array(
        {{{"nodeId", 0}, {"nodeName", kRoot}, {"parentId", nullptr}, {"parentName", nullptr}}});
    for (const std::string& label : labels) {
        nodes.push_back({{"nodeId", nodes.size()},
                         {"nodeName", label},
                         {"parentId", 0},
                         {"parentName", kRoot}});
    }
    return nodes;
}

void requireJesterField(const ExportText& text) {
    requireCleanText(text, "");
    if (text.text.empty()) {
        refuse(text, "no character");
    }
    for (const char mark : {';', '"'}) {
        if (text.text.find(mark) != std::string_view::npos) {
            refuse(text, std::string("a ") + mark);
        }
    }
    if (hasBlankEnd(text.text)) {
        refuse(text, "blanks at an end");
    }
}

}  // namespace

std::string toCsvTable(const std::vector<LabelDocument>& documents) {
    std::string text =
        "file,label,start_seconds,end_seconds,start_frame,end_frame,mean_score,peak_score,"
        "runner_up,runner_up_score\r\n";
    for (const LabelDocument& document : documents) {
        text += csvLines(document);
    }
    return text;
}

std::string toActivityNet(const std::vector<LabelDocument>& documents) {
    nlohmann::json database = nlohmann::json::object();
    nlohmann::json results = nlohmann::json::object();
    std::set<std::string> labels;
    for (const LabelDocument& document : documents) {
        const LabelSource& source = document.source;
        requireUtf8(nameOf(document, "ActivityNet"));
        nlohmann::json annotations = nlohmann::json::array();
        nlohmann::json detections = nlohmann::json::array();
        for (const LabelSegment& segment : document.segments) {
            labels.insert(segment.label);
            annotations.push_back(activityNetSegment(document, segment));
            detections.push_back(annotations.back());
            detections.back()["score"] = rounded(segment.peakScore);
        }
        database[source.name] = {
            {"subset", "validation"},
            {"duration", rounded(source.duration())},
            {"resolution", std::to_string(source.width) + "x" + std::to_string(source.height)},
            {"url", fileUrl(source.path)},
            {"annotations", std::move(annotations)}};
        results[source.name] = std::move(detections);
    }
    const nlohmann::json json{{"version", "VERSION 1.3"},
                              {"taxonomy", taxonomyOf(labels)},
                              {"database", std::move(database)},
                              {"results", std::move(results)},
                              {"external_data", nlohmann::json::object()}};
    return json.dump(2) + "\n";
}

std::string toJesterList(const std::vector<LabelDocument>& documents) {
    std::string text;
    for (const LabelDocument& document : documents) {
        requireJesterField(nameOf(document, "Jester's list"));
        requireJesterField(labelOf(document, document.clipLabel, "Jester's list"));
        text += document.source.name + ";" + document.clipLabel + "\n";
    }
    return text;
}

}  // namespace handscope::app
