// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/RunFolder.h"

#include <string>
#include <system_error>

#include "model/AtomicFile.h"
#include "model/CheckpointRefusal.h"

namespace handscope::training {

void makeRunFolder(const std::filesystem::path& folder) {
    model::makeFolder(folder);
    model::removeAbandonedParts(folder);
}

void requireUnusedRunFolder(const std::filesystem::path& folder) {
    for (const char* const name : {kLastWeights, kBestWeights, kCurve}) {
        std::error_code error;
        if (std::filesystem::exists(folder / name, error)) {
            throw model::ModelError(
                "The folder " + model::inQuotes(folder.string()) + " holds " + name +
                    " of another run, and nothing to go on from.",
                std::string("Expected a new folder, or one with ") + kRunState + " in it.",
                "Choose another folder with --out, or move the old run's files away.");
        }
    }
}

}  // namespace handscope::training
