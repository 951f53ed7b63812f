// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "app/labelling/LabelDocument.h"
#include "model/Classifier.h"

namespace handscope::cli {

/// The options that say which windows are run and when scores become an event.
class DecisionOptions {
public:
    /// The object must outlive the parsing.
    void addTo(CLI::App& command);

    /// The profile's settings, where one was named, with what other options say in their place, and
    /// for a causal model with the windows that it fixes: a profile's are for other models. Throws
    /// model::ModelError for a file that is no profile, and for options that ask for other windows
    /// than a causal model has, or that name a class which the model lacks.
    app::LabelSettings settings(const model::ModelDescription& model) const;

    /// Whether any of the options was given.
    bool given() const;

private:
    app::LabelSettings values_;
    std::vector<std::string> ownThresholds_;  ///< NAME=SCORE
    std::vector<std::string> neverFire_;      ///< names
    std::vector<std::string> mayFire_;        ///< names
    std::string profile_;
    CLI::Option* profileOption_ = nullptr;
    std::vector<std::pair<CLI::Option*, std::function<double&(app::LabelSettings&)>>> options_;
    CLI::Option* windowOption_ = nullptr;
    CLI::Option* strideOption_ = nullptr;
    std::vector<CLI::Option*> classOptions_;

    app::LabelSettings chosen() const;
    /// What is said of single classes.
    void applyToClasses(pipeline::DecisionSettings& decision,
                        const model::ModelDescription& model) const;
};

}  // namespace handscope::cli
