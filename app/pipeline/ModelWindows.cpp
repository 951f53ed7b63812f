// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/ModelWindows.h"

#include <algorithm>

namespace handscope::pipeline {

WindowSettings windowsFor(const model::ModelDescription& model, double length, double stride) {
    const int segments = model.input.segments;
    if (!model.causal) {
        return {.length = length, .stride = stride, .segments = segments, .fixedRate = false};
    }
    return {.length = segments / model.frameRate,
            .stride = 1.0 / model.frameRate,
            .segments = segments,
            .fixedRate = true};
}

std::size_t pastFramesFor(const model::ModelDescription& model) {
    return model.causal ? 2 * model.blocks.size() : 0;
}

int newestMovingFrame(const model::ModelDescription& model) {
    return std::max(0, model.input.segments - (model.causal ? 1 : 2));
}

}  // namespace handscope::pipeline
