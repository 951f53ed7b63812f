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

/// Which part of a list one process labels.
struct Shard {
    int index = 1;  ///< 1 … count
    int count = 1;
    bool operator==(const Shard&) const = default;

    bool isWhole() const noexcept { return count == 1; }

    /// "2/8". nullopt for anything else.
    static std::optional<Shard> parse(const std::string& text);
};

/// What one shard says once it has ended.
struct ShardRecord {
    Shard shard;
    std::vector<std::string> labelled;  ///< names
    std::vector<UnusableFile> failed;
};

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

    /// Takes away a result's exports, before the result is replaced, and its scores unless they are
    /// kept. Nothing where there is no result that can be read: a folder of videos may hold
    /// subtitles that others made.
    void removeExports(const std::string& name, bool keepScores) const;

    /// Renames a person's corrections of a result to NAME.corrections.json~, where there are any:
    /// before the result becomes one of another video. Throws model::ModelError.
    void setCorrectionsAside(const std::string& name) const;

    /// Writes those of a finished recording's exports that are missing, or, with `replace`, all.
    /// Returns why formats refused it, a sentence each; empty where none did.
    std::string writeExports(const LabelDocument& document, const std::vector<LabelFormat>& formats,
                             bool replace) const;

    /// Writes the tables over all, and failed.csv where something failed (removed otherwise). A
    /// recording that a format refuses is left out of that table and joins what failed. Returns all
    /// that failed.
    std::vector<UnusableFile> writeTables(const std::vector<LabelDocument>& documents,
                                          std::vector<UnusableFile> failed,
                                          const std::vector<LabelFormat>& formats) const;

    /// Takes away what an earlier run of this shard said: it counts as not ended from now on.
    void beginShard(const Shard& shard) const;
    void writeShardRecord(const ShardRecord& record) const;

    /// The records of all shards, by index. Throws where some are missing, or shards of another
    /// count lie beside them.
    std::vector<ShardRecord> readShardRecords() const;
    void removeShardRecords() const;

private:
    std::filesystem::path folder_;
    int lock_ = -1;

    void hold(Use use);
};

/// Where the corrected set of a folder of results goes, within it.
inline constexpr const char* kCorrectedFolder = "corrected";

/// Whether the result called `name` is no recording's own, but its copy in the corrected set.
bool isCorrectedCopy(const std::string& name, const LabelDocument& document);

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
