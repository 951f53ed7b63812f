// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace handscope::training {

/// In a run's folder: its last weights, and what it goes on from.
inline constexpr const char* kLastWeights = "last.safetensors";
inline constexpr const char* kRunState = "run.state";

/// Makes the folder of a run or a pack, with those above it; what a killed program left of a file
/// there is removed. Throws ModelError where it cannot be made.
void makeRunFolder(const std::filesystem::path& folder);

}  // namespace handscope::training
