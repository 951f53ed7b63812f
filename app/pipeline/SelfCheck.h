// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "model/LoadClassifier.h"

namespace handscope::pipeline {

/// One thing that was checked, and what was found.
struct CheckResult {
    std::string what;
    bool passed = false;
    std::string found;
};

/// Sends synthetic frames through ring, sampler, network and decision on the given device, and
/// checks what must hold on any machine. Blocks for some seconds. Throws model::ModelError when the
/// device cannot be used.
std::vector<CheckResult> runSelfCheck(model::Device device);

}  // namespace handscope::pipeline
