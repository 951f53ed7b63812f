// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/labelling/LabelDocument.h"
#include "app/labelling/LabelFormat.h"
#include "app/recording/RecordingList.h"
#include "model/ModelError.h"

namespace handscope::app {

/// The folder that results go to: `NAME.json` for a recording NAME, its exports beside it, and the
/// tables over all of them.
///
/// Holds the folder while it exists, so that two runs do not write into each other's work (shards
/// of one run may share it). All functions block on the disk and throw model::ModelError. Any
/// thread may write results of different recordings.
class ResultFolder {
public:
    enum class Use { Alone, WithOtherShards };

    /// Makes the folder where it is not there, sees that it can be written, and, alone, clears away
    /// what a killed run left half written.
    explicit ResultFolder(std::filesystem::path folder, Use use = Use::Alone);
    ~ResultFolder();
    ResultFolder(const ResultFolder&) = delete;
    ResultFolder& operator=(const ResultFolder&) = delete;

    const std::filesystem::path& path() const noexcept { return folder_; }

    std::filesystem::path fileOf(LabelFormat format, const std::string& name) const;
    std::filesystem::path scoresFileOf(const std::string& name) const;

    /// A recording's result; nullopt where there is none, or none that can be read.
    std::optional<LabelDocument> find(const std::string& name) const;

    /// Whether other JSON than a result of this format stands in a result's place, such as what
    /// another program says of the recording; a damaged result is none.
    bool holdsForeign(const std::string& name) const;

    /// Writes a result: `scores` first (empty: none), the JSON after it, since it says that a
    /// recording is done.
    void write(const LabelDocument& document, const std::string& scores) const;

    /// Whether a result of that name has a place: no folder stands there, and no file where its
    /// folder would be, such as the result of another recording. Why not; nullopt: it has.
    std::optional<std::string> refusedPlaceOf(const std::string& name) const;

    /// Takes away a result's exports, before the result is replaced, and its scores unless they are
    /// kept. What holds another text than the result gives was made or changed by others, and
    /// stays: a folder of videos may hold subtitles, and annotations are edited in ELAN.
    void removeExports(const std::string& name, bool keepScores) const;

    /// Renames a person's corrections of a result to NAME.corrections.json~, where they are of
    /// another video than `source`, or nothing says that they are of this one: before the result is
    /// replaced. Throws model::ModelError.
    void setOtherCorrectionsAside(const LabelSource& source) const;

    /// Writes a result again that says something else of where its recording lies, and nothing
    /// else: corrections of it stay its own.
    void rewrite(const LabelDocument& document) const;

    /// Writes those of a finished recording's exports that are missing, or, with `replace`, all:
    /// what stands in their place is renamed to NAME~ then. Returns why formats refused it, a
    /// sentence each; empty where none did.
    std::string writeExports(const LabelDocument& document, const std::vector<LabelFormat>& formats,
                             bool replace) const;

    /// Writes the tables over all, and failed.csv where something failed (removed otherwise); what
    /// is no such table makes way to NAME~. A recording that a format refuses is left out of that
    /// table and joins what failed. Returns all that failed.
    std::vector<UnusableFile> writeTables(const std::vector<LabelDocument>& documents,
                                          std::vector<UnusableFile> failed,
                                          const std::vector<LabelFormat>& formats) const;

    /// Takes away the tables of an earlier run, of whatever formats.
    void removeTables() const;

private:
    std::filesystem::path folder_;
    int lock_ = -1;

    void hold(Use use);
    std::filesystem::path correctionsOf(const std::string& name) const;
};

/// Where the corrected set of a folder of results goes, within it.
inline constexpr const char* kCorrectedFolder = "corrected";

/// Whether the result called `name` is no recording's own, but its copy in the corrected set.
bool isCorrectedCopy(const std::string& name, const LabelDocument& document);

/// How many recordings failed: one of them may stand there once for each format that cannot hold
/// it.
std::size_t recordingsIn(const std::vector<UnusableFile>& failed);

/// Renames what stands in a file's place to NAME~, where what was set aside before makes way.
/// Throws model::ModelError.
void setAside(const std::filesystem::path& file);

/// The names of all results in a folder, sorted; the folder `leaveOut` within it is not entered.
/// Throws model::ModelError for a folder that cannot be read.
std::vector<std::string> resultNames(const std::filesystem::path& folder,
                                     const std::filesystem::path& leaveOut = {});

/// Of a folder in which there are none.
model::ModelError noResults(const std::filesystem::path& folder);

/// Why a recording cannot be called what it is called: its result would take the place of a table,
/// or of what the folder holds beside results. nullopt: it can.
std::optional<std::string> refusedName(const std::string& name);

/// Makes those recordings unusable, with the reason; of what was found in a folder and is no video,
/// nothing is said.
void refuseNames(RecordingList& list);

}  // namespace handscope::app
