// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "app/bench/BenchNetwork.h"
#include "app/cli/ModelOptions.h"

namespace handscope::cli {

/// Which network a benchmark measures: a file, or STM-ResNet-50 or another shape with random
/// weights.
class BenchNetworkOptions {
public:
    /// The objects must outlive the parsing. `takesFile`: a model's file may be named.
    void addTo(CLI::App& command, bool takesFile);

    /// Why the options contradict each other, a sentence; nullopt where they do not.
    std::optional<std::string> contradiction() const;

    /// Sets the number of threads as well. Throws model::ModelError for a shape that makes no
    /// network.
    bench::NetworkChoice choice(bool causal = false) const;

private:
    ModelOptions model_;
    std::string variant_ = "stm";
    int segments_ = 8;
    int inputSize_ = 224;
    int classes_ = 174;
    double width_ = 1.0;
    std::vector<int> blocks_{3, 4, 6, 3};
    std::vector<CLI::Option*> shape_;
};

}  // namespace handscope::cli
