// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "model/Classifier.h"

namespace handscope::bench {

/// Which frames the clips of a call have in common.
enum class Sharing {
    None,    ///< every frame is new in every call
    Windows  ///< windows of one video, a frame apart; the next call goes on where this one ended
};

/// How long a network takes to answer on its device, from frames in memory to probabilities.
struct DeviceTiming {
    std::size_t batch = 1;  ///< clips a call
    std::size_t calls = 0;
    double milliseconds = 0.0;  ///< a call, median
    double slowest95 = 0.0;     ///< 95th percentile, milliseconds
    /// What it then says of the reference clip, as the first of a call and as the last.
    std::vector<std::vector<float>> answers{};

    double clipsPerSecond() const noexcept {
        return 1e3 * static_cast<double>(batch) / milliseconds;
    }
};

/// Calls the network for about so many seconds, after a warm-up, at least five times, and then once
/// with the reference among the clips: what is timed and what is compared run alike. Blocks. Throws
/// model::ModelError.
DeviceTiming timeOnDevice(model::Classifier& classifier, std::size_t batch, Sharing sharing,
                          double seconds, const model::Clip& reference);

}  // namespace handscope::bench
