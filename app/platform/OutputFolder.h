// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace handscope::app {

/// Makes a folder for results, with those above it, where it is not there yet.
/// Throws model::ModelError when it cannot be made.
void makeOutputFolder(const std::filesystem::path& folder);

}  // namespace handscope::app
