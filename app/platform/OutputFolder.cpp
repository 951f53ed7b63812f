// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/platform/OutputFolder.h"

#include <system_error>

#include "model/ModelError.h"

namespace handscope::app {

void makeOutputFolder(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        throw model::ModelError(
            "The folder " + folder.string() + " cannot be made (" + error.message() + ").",
            "Expected a folder that can be written to.", "Choose another folder.");
    }
}

}  // namespace handscope::app
