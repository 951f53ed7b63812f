// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "app/labelling/LabelDocument.h"

namespace handscope::app {

/// How results name a model: what its file is called and its hash (of a TorchScript model, its
/// module's). Blocks. Throws model::ModelError and std::system_error.
LabelModel labelModelOf(const std::filesystem::path& file);

}  // namespace handscope::app
