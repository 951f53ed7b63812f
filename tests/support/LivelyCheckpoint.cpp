// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/LivelyCheckpoint.h"

#include <cmath>
#include <cstring>
#include <random>
#include <vector>

#include "model/StmNetwork.h"

namespace handscope::test {

// The same numbers, in kind, as the Python reference's random checkpoints.
model::Checkpoint livelyCheckpoint(const model::StmConfig& config, std::uint32_t seed) {
    model::Checkpoint checkpoint = model::toCheckpoint(*model::StmNetwork(config));
    std::mt19937 random(seed);
    std::normal_distribution<float> normal;
    std::uniform_real_distribution<float> uniform;
    for (auto& [name, tensor] : checkpoint.tensors) {
        const bool isVector = tensor.shape.size() == 1;
        const auto fanIn = static_cast<float>(tensor.elements() / tensor.shape.front());
        std::vector<float> values(static_cast<std::size_t>(tensor.elements()));
        for (float& value : values) {
            if (name.ends_with("running_var")) {
                value = 1.0F + uniform(random);
            } else if (isVector && name.ends_with(".weight")) {
                value = 0.5F + uniform(random);
            } else {
                value = normal(random) * (isVector ? 0.2F : 1.0F / std::sqrt(fanIn));
            }
        }
        std::memcpy(tensor.bytes.data(), values.data(), tensor.bytes.size());
    }
    return checkpoint;
}

}  // namespace handscope::test
