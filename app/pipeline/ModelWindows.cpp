// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/ModelWindows.h"

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

}  // namespace handscope::pipeline
