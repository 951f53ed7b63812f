// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/labelling/LabelDocument.h"

namespace handscope::app {

/// The formats in which labels leave Handscope.
enum class LabelFormat { Json, Csv, ActivityNet, WebVtt, SubRip, Elan, Jester };

inline constexpr std::array kLabelFormats{
    LabelFormat::Json,   LabelFormat::Csv,  LabelFormat::ActivityNet, LabelFormat::WebVtt,
    LabelFormat::SubRip, LabelFormat::Elan, LabelFormat::Jester};

/// As the command line spells it: json, csv, anet, vtt, srt, eaf, jester.
const char* labelFormatName(LabelFormat format);

/// The inverse; nullopt for any other name.
std::optional<LabelFormat> labelFormatFromName(std::string_view name);

/// Whether each recording has a file of its own, rather than one table over all.
bool isOneARecording(LabelFormat format);

/// What follows the recording's whole name, such as ".vtt" for "a/clip.mp4.vtt". Only of a format
/// that is one a recording.
std::string extensionOf(LabelFormat format);

/// What follows the recording's whole name in the file of what a person corrected of its result:
/// app/review writes it, and whoever lists results passes over it.
inline constexpr std::string_view kCorrectionsEnding = ".corrections.json";

/// The table's file name, such as "labels.csv". Only of a format that is one over all.
std::string tableNameOf(LabelFormat format);

/// One recording in a format that has a file for each. Throws model::ModelError for what the format
/// cannot hold, std::invalid_argument for a format over all.
std::string exportOne(LabelFormat format, const LabelDocument& document);

/// All recordings in a format of one file, in the order given, which is by name where bytes are to
/// be equal. Throws model::ModelError as exportOne(), std::invalid_argument for a format with a
/// file for each.
std::string exportAll(LabelFormat format, const std::vector<LabelDocument>& documents);

}  // namespace handscope::app
