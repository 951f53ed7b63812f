// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace handscope::training {

/// In a run's folder: its last and best weights, its curve, and what it goes on from.
inline constexpr const char* kLastWeights = "last.safetensors";
inline constexpr const char* kBestWeights = "best.safetensors";
inline constexpr const char* kCurve = "curve.csv";
inline constexpr const char* kRunState = "run.state";

/// Makes the folder of a run or a pack, with those above it; what a killed program left of a file
/// there is removed. Throws ModelError where it cannot be made.
void makeRunFolder(const std::filesystem::path& folder);

/// Of a run that begins. Throws ModelError where another run's weights or curve are: they would be
/// replaced.
void requireUnusedRunFolder(const std::filesystem::path& folder);

}  // namespace handscope::training
