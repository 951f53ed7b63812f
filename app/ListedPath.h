// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace handscope::app {

/// The folder of a list, to which its paths are relative.
std::filesystem::path folderOfList(const std::filesystem::path& list);

/// A path that a list names, as a file; an absolute one replaces the root. `where` names the line
/// in the message. Throws model::ModelError where it leaves the root, through a symbolic link too,
/// and may not.
std::filesystem::path resolveListed(const std::string& path, const std::filesystem::path& root,
                                    bool allowOutside, const std::string& where);

}  // namespace handscope::app
