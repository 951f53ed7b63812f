// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <ostream>
#include <string>

#include "model/StmNetwork.h"

namespace handscope::test {

/// A shape of network, named for a test's output.
struct Variant {
    std::string name;
    model::StmConfig config;
};

void PrintTo(const Variant& variant, std::ostream* stream);

/// A few small blocks, of 3 classes, on clips of 4 frames of 32².
model::StmConfig tinyConfig(double width = 0.25);

/// The same with changes: variant("dense", [](auto& config) { config.temporal = …; }).
template <typename Change>
Variant variant(std::string name, const Change& change, double width = 0.25) {
    Variant result{std::move(name), tinyConfig(width)};
    change(result.config);
    return result;
}

/// In evaluation mode, of livelyCheckpoint()'s weights.
model::StmNetwork livelyNetwork(const model::StmConfig& config);

/// [N, T, 3, height, width], with a level of each frame's own.
torch::Tensor randomClips(std::int64_t clips, std::int64_t frames, std::int64_t height,
                          std::int64_t width);

/// The largest difference, in parts of the largest expected value: no number where all of them are
/// zero. `expected` is on the CPU.
double difference(const torch::Tensor& found, const torch::Tensor& expected);

}  // namespace handscope::test
