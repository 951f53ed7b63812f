// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "model/training/ClipPack.h"

namespace handscope::app {

/// One thing to pack.
struct PackEntry {
    std::filesystem::path file;  ///< a video, a picture, or a folder of numbered JPEG frames
    std::string name;            ///< as the list or the folder calls it
    training::ItemKind kind = training::ItemKind::Clip;
    std::string label;                   ///< empty: none
    std::optional<double> startSeconds;  ///< of the part that is meant, from the file's beginning
    std::optional<double> endSeconds;
    bool isFrameFolder = false;
};

/// Something that cannot be packed, and why.
struct PackProblem {
    std::string name;  ///< the entry's, or the list and its line
    std::string reason;
};

/// What is to be packed, and what of it is wrong already.
struct PackList {
    std::vector<PackEntry> entries;
    std::vector<PackProblem> problems;

    void append(PackList other);
};

/// How a list is read.
struct PackListRules {
    std::filesystem::path root;  ///< paths are relative to it; empty: the list's own folder
    bool allowOutside = false;   ///< paths that leave the root are taken, not refused
    bool useSegments = true;     ///< false: start and end are ignored, files are taken whole
};

/// A list with a header and `,`, `;` or tabs between its columns. `clip` or `file` names the file;
/// `label`, `start_s`, `end_s` (also `start_seconds`, `end_seconds`), `kind` and `name` may be
/// there; others are ignored. Kinds are clip (also scene, person), cutout and picture. Files that
/// are missing and fields without sense become problems.
/// Throws model::ModelError for a list that cannot be read, that has no such column, or that names
/// a path outside its root, through a symbolic link too.
PackList readPackList(const std::filesystem::path& list, const PackListRules& rules);

/// Jester's lists: a line `id;Label` (or `id` alone, as in its test set) a clip, without a header.
/// The frames of clip `id` are `frames/id/00001.jpg` and so on. Throws as readPackList() does.
PackList readJesterList(const std::filesystem::path& list, const std::filesystem::path& frames,
                        bool allowOutside);

/// Videos, and with `pictures` also JPEG and PNG files, among and below `paths`. Other files of a
/// folder are passed over; a file that is named is taken as a video whatever it is called. A path that
/// is not there becomes a problem.
PackList findPackEntries(const std::vector<std::filesystem::path>& paths, bool pictures);

}  // namespace handscope::app
