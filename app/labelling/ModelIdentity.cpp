// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/labelling/ModelIdentity.h"

#include "app/platform/FileHash.h"
#include "model/LoadClassifier.h"

namespace handscope::app {

LabelModel labelModelOf(const std::filesystem::path& file, bool flipTest) {
    const auto question = model::inspectModelFile(file);
    return {.name = file.stem().string(),
            .sha256 = fileSha256(question.isScript ? question.module : file),
            .flipTest = flipTest};
}

}  // namespace handscope::app
