// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/review/Corrections.h"

namespace handscope::app {

/// The result that corrections were made of.
struct CorrectedResult {
    std::string name;         ///< of its file, without a folder
    std::string sha256;       ///< of its content, in lower-case hexadecimal
    std::string videoSha256;  ///< of the recording; empty where an earlier Handscope wrote the file
    bool operator==(const CorrectedResult&) const = default;
};

/// What a file of corrections holds. The format is "handscope-corrections-1"; its JSON Schema is
/// resources/schemas/handscope-corrections-1.json.
struct SavedCorrections {
    CorrectedResult result;
    bool isWholeReviewed = false;
    std::vector<CorrectedSegment> segments;
    std::vector<std::size_t> deleted;  ///< indices into the result's segments
    bool operator==(const SavedCorrections&) const = default;
};

/// Equal corrections give equal bytes, in UTF-8 with a line end at the end. Throws
/// model::ModelError for text that is not UTF-8.
std::string toJson(const SavedCorrections& saved);

/// The inverse; `name` is for messages. Throws model::ModelError for text that is not such a file.
/// Whether it fits a result is for Corrections and carryOver() to say.
SavedCorrections parseCorrections(std::string_view json, const std::string& name);

/// The file beside a result: NAME.corrections.json beside NAME.json.
std::filesystem::path correctionsFileOf(const std::filesystem::path& result);

/// What stands beside a result as it was last read or written; nullopt: nothing. Whoever writes
/// there takes away only what is known: another window may have corrected the recording meanwhile.
using KnownCorrections = std::optional<SavedCorrections>;

/// What was found beside a result.
struct LoadedCorrections {
    enum class State {
        None,     ///< no corrections yet
        Current,  ///< they belong to the result as it is
        Stale,    ///< the result has changed since: they can be kept by carryOver()
    };

    State state = State::None;
    CorrectedResult result;   ///< as it is now: for writeCorrections()
    Corrections corrections;  ///< what was saved where Current; otherwise the result untouched
    SavedCorrections saved;   ///< where Current or Stale

    /// What stands beside the result: for writeCorrections().
    KnownCorrections known() const {
        return state == State::None ? KnownCorrections() : KnownCorrections(saved);
    }
};

/// Reads the corrections of a result that was read from `result`; `frameTimes` as for Corrections.
/// Blocks on the disk. Throws model::ModelError for a file beside it that is damaged, no
/// corrections, of another recording, or at odds with the result; it stays as it is.
LoadedCorrections readCorrections(const std::filesystem::path& result,
                                  const LabelDocument& document,
                                  std::vector<double> frameTimes = {});

/// Writes them beside `result`, whole or not at all. `of` is the result that they were made of, as
/// readCorrections() told: should another have taken its place since, they are stale. The result
/// itself is never written. `known` is what they replace, and afterwards what was written. Throws
/// model::ModelError, also where something else stands in their place.
void writeCorrections(const std::filesystem::path& result, const CorrectedResult& of,
                      const Corrections& corrections, KnownCorrections& known);

/// Removes the file of corrections beside `result`, where there is one, and nothing else. Throws
/// model::ModelError as writeCorrections().
void removeCorrections(const std::filesystem::path& result, KnownCorrections& known);

/// Copies the file of corrections beside `result` to NAME.corrections.json~, where those that were
/// set aside before make way, and returns the copy. Throws model::ModelError as writeCorrections(),
/// and where there is none.
std::filesystem::path copyCorrectionsAside(const std::filesystem::path& result,
                                           const KnownCorrections& known);

/// What a person made of an earlier result, put upon a later one of the same recording: confirmed
/// segments stay, each in the place of the predictions with which its temporal intersection over
/// union is at least ½; it is Accepted where one has the same label and frames and Added otherwise.
/// Segments that reach beyond the recording are left out. Other predictions are to be reviewed,
/// also those that were deleted earlier, and the recording is no longer reviewed as a whole. Ids
/// are new. Throws model::ModelError for segments that no recording can have.
Corrections carryOver(const SavedCorrections& saved, const LabelDocument& document,
                      std::vector<double> frameTimes = {});

/// What counts of them now: those of an earlier result are carried over. Throws model::ModelError
/// as carryOver().
Corrections currentCorrections(const LoadedCorrections& loaded, const LabelDocument& document,
                               std::vector<double> frameTimes = {});

}  // namespace handscope::app
