// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/LivelyNetwork.h"

#include <gtest/gtest.h>

#include "tests/support/LivelyCheckpoint.h"

namespace handscope::test {

void PrintTo(const Variant& variant, std::ostream* stream) {
    *stream << variant.name;
}

model::StmConfig tinyConfig(double width) {
    model::StmConfig config;
    config.blocks = {1, 2, 1, 1};
    config.width = width;
    config.classes = 3;
    config.labels = {"a", "b", "c"};
    config.input.segments = 4;
    config.input.inputSize = 32;
    return config;
}

model::StmNetwork livelyNetwork(const model::StmConfig& config) {
    model::StmNetwork network(config);
    (void)model::loadWeights(*network, livelyCheckpoint(config, 7), /*strict=*/true);
    network->eval();
    return network;
}

torch::Tensor randomClips(std::int64_t clips, std::int64_t frames, std::int64_t height,
                          std::int64_t width) {
    torch::manual_seed(11);
    return 0.5 * torch::randn({clips, frames, 3, height, width}) +
           torch::randn({clips, frames, 3, 1, 1});
}

double difference(const torch::Tensor& found, const torch::Tensor& expected) {
    EXPECT_EQ(found.sizes(), expected.sizes());
    const auto apart = found.to(torch::kCPU, expected.scalar_type()) - expected;
    return (apart.abs().max() / expected.abs().max()).item<double>();
}

}  // namespace handscope::test
