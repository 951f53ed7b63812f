// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/RunFolder.h"

#include "model/AtomicFile.h"

namespace handscope::training {

void makeRunFolder(const std::filesystem::path& folder) {
    model::makeFolder(folder);
    model::removeAbandonedParts(folder);
}

}  // namespace handscope::training
