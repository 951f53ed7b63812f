// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ClassNamed.h"

#include <algorithm>

#include "model/ModelError.h"

namespace handscope::cli {
namespace {

char lowered(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

}  // namespace

int classNamed(const std::string& name, const model::ModelDescription& model) {
    const auto found = std::ranges::find_if(model.labels, [&name](const std::string& label) {
        return std::ranges::equal(label, name, {}, lowered, lowered);
    });
    if (found == model.labels.end()) {
        throw model::ModelError(
            "The model has no class '" + name + "'.",
            "Expected one of its labels, such as '" + model.labels.front() + "'.",
            "Choose one; `handscope-cli info` lists them.");
    }
    return static_cast<int>(found - model.labels.begin());
}

}  // namespace handscope::cli
