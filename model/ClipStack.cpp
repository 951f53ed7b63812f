// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/ClipStack.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "model/ModelError.h"

namespace handscope::model {

void requireClips(std::span<const Clip> clips, const InputSpec& spec, std::size_t segments) {
    const auto side = static_cast<std::size_t>(spec.inputSize);
    const auto fits = [&](const PreparedFrame& frame) {
        return frame != nullptr && frame->size() == 3 * side * side;
    };
    for (const Clip& clip : clips) {
        if (clip.size() != segments || !std::ranges::all_of(clip, fits)) {
            throw ModelError(
                "A clip of " + std::to_string(clip.size()) + " frames does not fit the network.",
                "Expected " + std::to_string(segments) + " frames of 3 × " + std::to_string(side) +
                    " × " + std::to_string(side) + " values.",
                "Prepare the frames with this model's input specification.");
        }
    }
}

std::int64_t sideOf(const std::vector<float>& frame) {
    return std::llround(std::sqrt(static_cast<double>(frame.size()) / 3.0));
}

torch::Tensor stackClips(std::span<const Clip> clips) {
    const Clip& first = clips.front();
    const std::int64_t side = sideOf(*first.front());
    auto batch = torch::empty({static_cast<std::int64_t>(clips.size()),
                               static_cast<std::int64_t>(first.size()), 3, side, side});
    float* target = batch.data_ptr<float>();
    for (const Clip& clip : clips) {
        copyFrames(clip, target);
        target += clip.size() * first.front()->size();
    }
    return batch;
}

void copyFrames(std::span<const PreparedFrame> frames, float* target) {
    for (const PreparedFrame& frame : frames) {
        target = std::ranges::copy(*frame, target).out;
    }
}

}  // namespace handscope::model
