// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/labelling/LabelFormat.h"

#include <stdexcept>

#include "app/labelling/ElanExport.h"
#include "app/labelling/SubtitleExport.h"
#include "app/labelling/TableExport.h"

namespace handscope::app {

const char* labelFormatName(LabelFormat format) {
    switch (format) {
        case LabelFormat::Json:
            return "json";
        case LabelFormat::Csv:
            return "csv";
        case LabelFormat::ActivityNet:
            return "anet";
        case LabelFormat::WebVtt:
            return "vtt";
        case LabelFormat::SubRip:
            return "srt";
        case LabelFormat::Elan:
            return "eaf";
        case LabelFormat::Jester:
            return "jester";
    }
    return "";
}

std::optional<LabelFormat> labelFormatFromName(std::string_view name) {
    for (const LabelFormat format : kLabelFormats) {
        if (name == labelFormatName(format)) {
            return format;
        }
    }
    return std::nullopt;
}

bool isOneARecording(LabelFormat format) {
    return format == LabelFormat::Json || format == LabelFormat::WebVtt ||
           format == LabelFormat::SubRip || format == LabelFormat::Elan;
}

std::string extensionOf(LabelFormat format) {
    return std::string(".") + labelFormatName(format);
}

std::string tableNameOf(LabelFormat format) {
    switch (format) {
        case LabelFormat::Csv:
            return "labels.csv";
        case LabelFormat::ActivityNet:
            return "labels.activitynet.json";
        case LabelFormat::Jester:
            return "labels.jester.csv";
        default:
            throw std::invalid_argument("a format with a file for each recording");
    }
}

std::string exportOne(LabelFormat format, const LabelDocument& document) {
    switch (format) {
        case LabelFormat::Json:
            return toJson(document);
        case LabelFormat::WebVtt:
            return toWebVtt(document);
        case LabelFormat::SubRip:
            return toSubRip(document);
        case LabelFormat::Elan:
            return toElan(document);
        default:
            throw std::invalid_argument("a format of one file over all");
    }
}

std::string exportAll(LabelFormat format, const std::vector<LabelDocument>& documents) {
    switch (format) {
        case LabelFormat::Csv:
            return toCsvTable(documents);
        case LabelFormat::ActivityNet:
            return toActivityNet(documents);
        case LabelFormat::Jester:
            return toJesterList(documents);
        default:
            throw std::invalid_argument("a format with a file for each recording");
    }
}

}  // namespace handscope::app
