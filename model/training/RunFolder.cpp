// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/RunFolder.h"

#include <system_error>

#include "model/AtomicFile.h"
#include "model/CheckpointRefusal.h"

namespace handscope::training {

void makeRunFolder(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        throw model::ModelError("The folder " + model::inQuotes(folder.string()) +
                                    " cannot be made (" + error.message() + ").",
                                "Expected a place that can be written.", "Choose another folder.");
    }
    model::removeAbandonedParts(folder);
}

}  // namespace handscope::training
