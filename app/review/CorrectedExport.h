// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "app/labelling/LabelFormat.h"
#include "app/recording/RecordingList.h"

namespace handscope::app {

struct CorrectedExportSettings {
    std::filesystem::path results;     ///< folder of results, with the corrections beside them
    std::filesystem::path target;      ///< another folder
    std::vector<LabelFormat> formats;  ///< JSON is always among what is written
    std::vector<std::string> labels;   ///< that a training list may hold; empty: any
    /// Where the recordings lie now, by their names; empty: where they lay when they were labelled.
    std::filesystem::path root;
};

struct CorrectedExportReport {
    std::size_t recordings = 0;
    std::size_t corrected = 0;         ///< of them, those of which a person changed something
    std::size_t trainingSegments = 0;  ///< in training.csv, stretches of no gesture included
    /// Recordings that training.csv names by their whole path, since they lie elsewhere: to pack
    /// them takes `--allow-outside`.
    std::size_t outside = 0;
    std::vector<UnusableFile> failed;
    bool stopped = false;  ///< before its end: `recordings` are written, the tables are not
};

/// After each step, with the share of the work that is done, 0 … 1; false stops it.
using ExportProgress = std::function<bool(double share)>;

/// Writes the results of a folder as they were corrected, in all formats asked for, with the tables
/// over all, and training.csv: what a person confirmed, as a list that `handscope-cli pack` takes,
/// with all labels that it may hold in labels.txt, where they are given.
/// The results and their corrections stay as they are. A result that cannot be read is named and
/// left out; a recording that has another size than when it was labelled is named, and left out of
/// training.csv. Blocks. Throws model::ModelError where there are no results that can be read or a
/// label cannot stand in the list, before an earlier export is touched; where nothing can be
/// written; and where the target is the folder of results itself or holds results of its own.
CorrectedExportReport exportCorrected(const CorrectedExportSettings& settings,
                                      const ExportProgress& progress = {});

}  // namespace handscope::app
