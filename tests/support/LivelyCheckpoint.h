// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "model/Checkpoint.h"
#include "model/StmConfig.h"

namespace handscope::test {

/// Random weights of a network in which no BN statistic, bias or temporal kernel stands at its
/// default: each frame, module and channel shows in the scores, which freshly initialised weights
/// would hide in rounding. Depends on `seed` alone.
model::Checkpoint livelyCheckpoint(const model::StmConfig& config, std::uint32_t seed);

}  // namespace handscope::test
