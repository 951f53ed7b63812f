// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace handscope::app {

/// One file to label.
struct ListedRecording {
    std::filesystem::path file;
    std::string name;    ///< relative to the folder that was asked for; a file's own name otherwise
    bool found = false;  ///< met while walking a folder, not named by the person
};

/// The regular files among and below `paths`, sorted by name. Files named twice stand once; links
/// to folders are not followed. Throws capture::CaptureError for a path that is not there, and when
/// two different files would get the same name.
std::vector<ListedRecording> listRecordings(const std::vector<std::filesystem::path>& paths);

/// Whether the name's extension is one that videos usually carry.
bool looksLikeVideo(const std::filesystem::path& file);

}  // namespace handscope::app
