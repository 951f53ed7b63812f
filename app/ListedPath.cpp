// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ListedPath.h"

#include <system_error>

#include "model/ModelError.h"

namespace handscope::app {
namespace {

namespace fs = std::filesystem;

/// Symbolic links are followed first: one inside the root may lead out of it.
bool liesWithin(const fs::path& file, const fs::path& root) {
    std::error_code fileError;
    std::error_code rootError;
    const fs::path target = fs::weakly_canonical(fs::absolute(file), fileError);
    const fs::path relative =
        target.lexically_relative(fs::weakly_canonical(fs::absolute(root), rootError));
    return !fileError && !rootError && !relative.empty() && *relative.begin() != "..";
}

}  // namespace

fs::path folderOfList(const fs::path& list) {
    return list.has_parent_path() ? list.parent_path() : fs::path(".");
}

fs::path resolveListed(const std::string& path, const fs::path& root, bool allowOutside,
                       const std::string& where) {
    const fs::path file = root / path;  // an absolute path replaces the root
    if (!allowOutside && !liesWithin(file, root)) {
        throw model::ModelError(where + " names " + path + ", which is outside the folder " +
                                    fs::absolute(root).lexically_normal().string() + ".",
                                "Expected paths within that folder.",
                                "Correct the list, or add --allow-outside.");
    }
    return file;
}

}  // namespace handscope::app
