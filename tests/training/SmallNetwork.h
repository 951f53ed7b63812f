// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "model/StmConfig.h"

namespace handscope::test {

/// Four blocks of a few channels, on frames of 32²: trained within a second.
inline model::StmConfig smallNetwork(const std::vector<std::string>& labels, int segments) {
    model::StmConfig config;
    config.blocks = {1, 1, 1, 1};
    config.width = 0.0625;
    config.labels = labels;
    config.classes = static_cast<int>(labels.size());
    config.input.segments = segments;
    config.input.inputSize = 32;
    return config;
}

}  // namespace handscope::test
