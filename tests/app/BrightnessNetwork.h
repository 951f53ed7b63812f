// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/FakeClassifier.h"

namespace handscope::test {

/// Says "Thumb Up" while the picture is bright, by the share of bright ones among eight frames.
inline std::shared_ptr<FakeClassifier> brightnessNetwork() {
    const auto shareOfBright = [](const model::Clip& frames) {
        // A causal network is given all that it was fed.
        const auto count = std::min<std::ptrdiff_t>(8, std::ssize(frames));
        const auto bright =
            std::count_if(frames.end() - count, frames.end(),
                          [](const model::PreparedFrame& frame) { return frame->front() > 0.0F; });
        const float share = static_cast<float>(bright) / static_cast<float>(count);
        return std::vector<float>{share, 1.0F - share};
    };
    return std::make_shared<FakeClassifier>(std::vector<std::string>{"Thumb Up", "No gesture"}, 8,
                                            shareOfBright);
}

/// The same network in its causal form: 1 second of 8 frames, a window every eighth.
inline std::shared_ptr<FakeClassifier> causalBrightnessNetwork() {
    auto network = brightnessNetwork();
    network->makeCausal(8.0);
    return network;
}

}  // namespace handscope::test
