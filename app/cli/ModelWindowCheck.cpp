// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ModelWindowCheck.h"

#include <cmath>
#include <cstdio>
#include <string>

#include "app/pipeline/ModelWindows.h"
#include "model/ModelError.h"

namespace handscope::cli {
namespace {

constexpr double kNoDifference = 5e-4;  // seconds

std::string numberText(double value) {
    char text[32];
    std::snprintf(text, sizeof(text), "%.4g", value);
    return text;
}

}  // namespace

void requireWindowsOf(const model::ModelDescription& model, std::optional<double> length,
                      std::optional<double> stride) {
    if (!model.causal) {
        return;
    }
    const auto fixed = pipeline::windowsFor(model, 0.0, 0.0);
    const auto differs = [](std::optional<double> asked, double given) {
        return asked && std::abs(*asked - given) > kNoDifference;
    };
    if (!differs(length, fixed.length) && !differs(stride, fixed.stride)) {
        return;
    }
    throw model::ModelError(
        "The windows of a causal model cannot be chosen.",
        "Expected the ones that it was trained for: " + numberText(fixed.length) + " s long (" +
            std::to_string(fixed.segments) + " frames at " + numberText(model.frameRate) +
            " a second), " + numberText(fixed.stride) + " s apart.",
        "Leave out --window and --stride.");
}

}  // namespace handscope::cli
