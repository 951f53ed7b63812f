// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "app/labelling/LabelDocument.h"

namespace handscope::app {

/// How results name a model: what its file is called, its hash (of a TorchScript model, its
/// module's) and whether it is asked about mirror images too. Blocks. Throws model::ModelError and
/// std::system_error.
LabelModel labelModelOf(const std::filesystem::path& file, bool flipTest);

}  // namespace handscope::app
