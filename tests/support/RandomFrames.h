// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <random>
#include <vector>

#include "model/Classifier.h"

namespace handscope::test {

/// Frames for a network of this input: noise over a slope in each channel. The slopes are each
/// frame's own, or an average over the picture would hardly tell one frame from another.
inline std::vector<model::PreparedFrame> randomFrames(const model::InputSpec& input, int count,
                                                      std::uint32_t seed) {
    std::mt19937 random(seed);
    std::normal_distribution<float> normal;
    const int side = input.inputSize;
    std::vector<model::PreparedFrame> frames;
    for (int t = 0; t < count; ++t) {
        std::vector<float> values;
        for (int channel = 0; channel < 3; ++channel) {
            const float level = normal(random);
            const float right = normal(random) / static_cast<float>(side);
            const float down = normal(random) / static_cast<float>(side);
            for (int y = 0; y < side; ++y) {
                for (int x = 0; x < side; ++x) {
                    values.push_back(level + right * static_cast<float>(x) +
                                     down * static_cast<float>(y) + 0.5F * normal(random));
                }
            }
        }
        frames.push_back(std::make_shared<const std::vector<float>>(std::move(values)));
    }
    return frames;
}

}  // namespace handscope::test
