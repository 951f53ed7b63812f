// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>

#include "model/LoadClassifier.h"

namespace handscope::app {

/// What options of our programs call them.
const std::map<std::string, model::Engine>& engineNames();
const std::map<std::string, model::Precision>& precisionNames();

inline constexpr const char* kEngineHelp =
    "auto, plain (layer by layer, fp32) or folded (fused for speed; what auto chooses)";
inline constexpr const char* kPrecisionHelp =
    "of the folded engine: auto (bf16 where the processor multiplies it), fp32 or bf16";

}  // namespace handscope::app
