// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "model/Classifier.h"

namespace handscope::cli {

/// The option that says what is cut out of the network, as the window's Inspect page does.
class CutOptions {
public:
    /// The object must outlive the parsing.
    void addTo(CLI::App& command);

    /// What of this model is to be cut, each once. Throws model::ModelError, which tells what there
    /// is, for a block or a part of it that the model does not have.
    std::vector<model::Mute> cutsOf(const model::ModelDescription& model) const;

    bool any() const noexcept { return !cuts_.empty(); }

    /// "layer1.0/cstm, layer2.0/cmm/3".
    std::string text() const;

private:
    std::vector<std::string> cuts_;
};

}  // namespace handscope::cli
