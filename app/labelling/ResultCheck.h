// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/labelling/LabelDocument.h"
#include "app/recording/RecordingList.h"

namespace handscope::app {

/// What results are held against.
struct ResultExpectation {
    /// nullopt: that of most results.
    std::optional<LabelModel> model;
    /// nullopt: those that most results have.
    std::optional<LabelSettings> settings;
    /// Where the recordings lie now, by their names; empty: where they lay when they were labelled.
    std::filesystem::path root;
};

struct ResultReport {
    std::size_t sound = 0;
    std::vector<UnusableFile> changed;  ///< by name, one entry a reason
};

/// Whether a recording has another size than when it was labelled, and so is another. Quick: an
/// equal size proves nothing, and of a file that cannot be read nothing is said.
bool hasAnotherSize(const std::filesystem::path& recording, std::uintmax_t whenLabelled);

/// Reads every result in a folder and computes the hash of its recording anew: says which results
/// cannot be read, whose recordings are gone or have changed, and which were made by another model
/// or with other settings. Blocks; `progress` gets each name. Throws model::ModelError for a folder
/// that cannot be read or holds no results.
ResultReport checkResults(const std::filesystem::path& folder, const ResultExpectation& expected,
                          const std::function<void(const std::string&)>& progress = {});

}  // namespace handscope::app
