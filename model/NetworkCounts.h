// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "model/StmConfig.h"

namespace handscope::model {

/// Size and work of a network.
struct NetworkCounts {
    std::int64_t parameters = 0;
    /// For one clip, as the paper's tool counts: convolutions' multiply-accumulates with padded
    /// taps, the temporal kernel as 3 an element, CMM's 3×3 on all T frames, `fc` once a frame, BN
    /// as two an element; not ReLU, pooling, sums or differences.
    std::int64_t paperCount = 0;
    /// The same without BN: multiply-accumulates alone.
    std::int64_t macs = 0;
};

/// Builds the network and counts what was built, for clips of `segments` frames of inputSize².
/// Throws ModelError for a configuration that makes no network.
NetworkCounts countNetwork(const StmConfig& config);

}  // namespace handscope::model
