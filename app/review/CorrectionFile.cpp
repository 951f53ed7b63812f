// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/review/CorrectionFile.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "app/CsvTable.h"
#include "app/JsonFields.h"
#include "app/labelling/LabelFormat.h"
#include "app/platform/FileHash.h"
#include "model/ModelError.h"

namespace handscope::app {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char* kCorrectionsFormat = "handscope-corrections-1";

/// In the order of ReviewState.
constexpr std::array kStates{"predicted", "accepted", "changed", "added"};

Json segmentJson(const CorrectedSegment& segment) {
    return {{"id", segment.id},
            {"state", kStates[static_cast<std::size_t>(segment.state)]},
            {"origin", segment.origin ? Json(*segment.origin) : Json(nullptr)},
            {"label", segment.label},
            {"start_seconds", segment.start},
            {"end_seconds", segment.end},
            {"start_frame", segment.startFrame},
            {"end_frame", segment.endFrame}};
}

ReviewState stateFrom(const JsonFields& fields) {
    const auto state = std::find(kStates.begin(), kStates.end(), fields.text("state"));
    if (state == kStates.end()) {
        fields.refuse("state", "is not predicted, accepted, changed or added");
    }
    return static_cast<ReviewState>(state - kStates.begin());
}

CorrectedSegment segmentFrom(const JsonFields& fields) {
    CorrectedSegment segment{.id = fields.count("id"),
                             .label = fields.text("label"),
                             .start = fields.number("start_seconds"),
                             .end = fields.number("end_seconds"),
                             .startFrame = fields.count("start_frame"),
                             .endFrame = fields.count("end_frame"),
                             .origin = std::nullopt,
                             .state = stateFrom(fields)};
    if (!fields.value("origin").is_null()) {
        segment.origin = static_cast<std::size_t>(fields.count("origin"));
    }
    if (segment.end < segment.start) {
        fields.refuse("end_seconds", "is before start_seconds");
    }
    if (segment.endFrame < segment.startFrame) {
        fields.refuse("end_frame", "is before start_frame");
    }
    return segment;
}

bool isSha256(const std::string& text) {
    constexpr std::size_t kDigits = 64;
    return text.size() == kDigits &&
           text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

SavedCorrections savedFrom(const JsonFields& fields) {
    if (fields.text("format") != kCorrectionsFormat) {
        fields.refuse("format", std::string("is not ") + kCorrectionsFormat);
    }
    SavedCorrections saved;
    const JsonFields result = fields.object("result");
    saved.result = {.name = result.text("name"), .sha256 = result.text("sha256")};
    if (!isSha256(saved.result.sha256)) {
        result.refuse("sha256", "is not 64 digits in lower-case hexadecimal");
    }
    if (result.has("video_sha256")) {
        saved.result.videoSha256 = result.text("video_sha256");
    }
    saved.isWholeReviewed = fields.flag("whole_reviewed");
    for (const auto& segment : fields.array("segments")) {
        saved.segments.push_back(segmentFrom(
            JsonFields(segment, "segments[" + std::to_string(saved.segments.size()) + "]")));
    }
    for (const auto& origin : fields.array("deleted")) {
        if (!origin.is_number_unsigned()) {
            fields.refuse("deleted", "holds something else than counts");
        }
        saved.deleted.push_back(origin.get<std::size_t>());
    }
    return saved;
}

[[noreturn]] void refuse(const std::string& name, const std::string& wrong) {
    throw model::ModelError(name + " holds no corrections that can be used: " + wrong + ".",
                            std::string("Expected the format ") + kCorrectionsFormat +
                                ", made of the result beside it.",
                            "Move the file away to begin anew; the result itself is unchanged.");
}

/// The corrections in `file`; none where there is no file. Throws where something else stands in
/// its place, which might be the result of a recording with such a name.
std::optional<SavedCorrections> load(const fs::path& file) {
    std::error_code error;
    if (fs::symlink_status(file, error).type() == fs::file_type::not_found) {
        return std::nullopt;
    }
    return parseCorrections(readSmallText(file), file.string());
}

[[noreturn]] void refuseFolder(const std::string& what, const std::error_code& error) {
    throw model::ModelError(what + " (" + error.message() + ").",
                            "Expected a folder that can be written.", "Check its permissions.");
}

/// Refuses what is no corrections, and corrections that one does not know.
void requireKnown(const fs::path& file, const KnownCorrections& known) {
    if (load(file) != known) {
        throw model::ModelError(
            "The corrections " + file.string() + " were changed by another window or program.",
            "Expected them as they were read here.",
            "Open the recording again: it then shows them, and they can be corrected further.");
    }
}

CorrectedResult identityOf(const fs::path& result, const LabelDocument& document) {
    try {
        return {.name = result.filename().string(),
                .sha256 = fileSha256(result),
                .videoSha256 = document.source.sha256};
    } catch (const std::system_error& error) {
        throw model::ModelError(
            "The result " + result.string() + " cannot be read (" + error.code().message() + ").",
            "Expected a readable file.", "Check its permissions.");
    }
}

/// Temporal intersection over union, in frames.
double overlap(const CorrectedSegment& segment, const LabelSegment& prediction) {
    const auto length = [](std::int64_t first, std::int64_t last) {
        return std::max(0.0, static_cast<double>(last) - static_cast<double>(first) + 1.0);
    };
    const double common = length(std::max(segment.startFrame, prediction.startFrame),
                                 std::min(segment.endFrame, prediction.endFrame));
    return common / (length(segment.startFrame, segment.endFrame) +
                     length(prediction.startFrame, prediction.endFrame) - common);
}

bool isSame(const CorrectedSegment& segment, const LabelSegment& prediction) {
    return segment.label == prediction.label && segment.startFrame == prediction.startFrame &&
           segment.endFrame == prediction.endFrame;
}

}  // namespace

std::string toJson(const SavedCorrections& saved) {
    Json json{{"format", kCorrectionsFormat},
              {"result", {{"name", saved.result.name}, {"sha256", saved.result.sha256}}},
              {"whole_reviewed", saved.isWholeReviewed},
              {"segments", Json::array()},
              {"deleted", saved.deleted}};
    if (!saved.result.videoSha256.empty()) {
        json["result"]["video_sha256"] = saved.result.videoSha256;
    }
    for (const CorrectedSegment& segment : saved.segments) {
        json["segments"].push_back(segmentJson(segment));
    }
    try {
        return json.dump(2) + "\n";
    } catch (const Json::exception&) {
        throw model::ModelError(
            "A label, or the name of the result " + saved.result.sha256 + ", is not UTF-8.",
            "Expected text that every program can read.", "Rename the result or the label.");
    }
}

SavedCorrections parseCorrections(std::string_view json, const std::string& name) {
    try {
        const auto parsed = nlohmann::json::parse(json);
        return savedFrom(JsonFields(parsed));
    } catch (const nlohmann::json::exception&) {
        refuse(name, "it is not a JSON text");
    } catch (const JsonFault& fault) {
        refuse(name, fault.what());
    }
}

fs::path correctionsFileOf(const fs::path& result) {
    fs::path name = result.extension() == ".json" ? result.stem() : result.filename();
    name += kCorrectionsEnding;
    return result.parent_path() / name;
}

LoadedCorrections readCorrections(const fs::path& result, const LabelDocument& document,
                                  std::vector<double> frameTimes) {
    const fs::path file = correctionsFileOf(result);
    LoadedCorrections loaded{.result = identityOf(result, document),
                             .corrections = Corrections(document, frameTimes)};
    auto saved = load(file);
    if (!saved) {
        return loaded;
    }
    loaded.saved = std::move(*saved);
    const std::string& video = loaded.saved.result.videoSha256;
    if (!video.empty() && video != loaded.result.videoSha256) {
        refuse(file.string(), "they are of another recording");
    }
    if (loaded.saved.result.sha256 != loaded.result.sha256) {
        loaded.state = LoadedCorrections::State::Stale;
        return loaded;
    }
    loaded.state = LoadedCorrections::State::Current;
    try {
        loaded.corrections = Corrections(document, std::move(frameTimes), loaded.saved.segments,
                                         loaded.saved.deleted, loaded.saved.isWholeReviewed);
    } catch (const std::invalid_argument& error) {
        refuse(file.string(), error.what());
    }
    return loaded;
}

void writeCorrections(const fs::path& result, const CorrectedResult& of,
                      const Corrections& corrections, KnownCorrections& known) {
    const fs::path file = correctionsFileOf(result);
    requireKnown(file, known);
    SavedCorrections saved{.result = of,
                           .isWholeReviewed = corrections.isWholeReviewed(),
                           .segments = corrections.segments(),
                           .deleted = corrections.deleted()};
    writeTextAtomically(file, toJson(saved));
    known = std::move(saved);
}

void removeCorrections(const fs::path& result, KnownCorrections& known) {
    const fs::path file = correctionsFileOf(result);
    requireKnown(file, known);
    std::error_code error;
    fs::remove(file, error);
    if (error) {
        refuseFolder("The corrections " + file.string() + " cannot be removed", error);
    }
    known.reset();
}

fs::path copyCorrectionsAside(const fs::path& result, const KnownCorrections& known) {
    const fs::path file = correctionsFileOf(result);
    requireKnown(file, known);
    if (!known) {
        throw model::ModelError("There are no corrections of " + result.string() + ".",
                                "Expected those that are to be set aside.",
                                "Open the recording again.");
    }
    fs::path aside = file;
    aside += "~";
    writeTextAtomically(aside, toJson(*known));
    return aside;
}

Corrections carryOver(const SavedCorrections& saved, const LabelDocument& document,
                      std::vector<double> frameTimes) {
    const std::vector<LabelSegment>& predictions = document.segments;
    std::vector<CorrectedSegment> segments;
    std::set<std::size_t> accepted;
    for (CorrectedSegment segment : saved.segments) {
        if (!segment.isConfirmed() || segment.endFrame >= document.source.frames) {
            continue;
        }
        segment.state = ReviewState::Added;
        segment.origin.reset();
        for (std::size_t i = 0; i < predictions.size(); ++i) {
            if (isSame(segment, predictions[i]) && accepted.insert(i).second) {
                segment = asPredicted(predictions[i], i);
                segment.state = ReviewState::Accepted;
                break;
            }
        }
        segments.push_back(std::move(segment));
    }
    std::vector<std::size_t> deleted;
    for (std::size_t i = 0; i < predictions.size(); ++i) {
        const bool isReplaced =
            std::any_of(segments.begin(), segments.end(), [&](const CorrectedSegment& segment) {
                return segment.isConfirmed() && overlap(segment, predictions[i]) >= 0.5;
            });
        if (isReplaced && !accepted.contains(i)) {
            deleted.push_back(i);
        } else if (!accepted.contains(i)) {
            segments.push_back(asPredicted(predictions[i], i));
        }
    }
    for (std::size_t i = 0; i < segments.size(); ++i) {
        segments[i].id = static_cast<std::int64_t>(i);
    }
    try {
        return Corrections(document, std::move(frameTimes), std::move(segments), std::move(deleted),
                           /*isWholeReviewed=*/false);
    } catch (const std::invalid_argument& error) {
        refuse("The file of corrections of " + saved.result.name, error.what());
    }
}

Corrections currentCorrections(const LoadedCorrections& loaded, const LabelDocument& document,
                               std::vector<double> frameTimes) {
    return loaded.state == LoadedCorrections::State::Stale
               ? carryOver(loaded.saved, document, std::move(frameTimes))
               : loaded.corrections;
}

}  // namespace handscope::app
