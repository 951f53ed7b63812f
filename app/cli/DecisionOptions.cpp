// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/DecisionOptions.h"

#include <algorithm>

#include "app/cli/ModelWindowCheck.h"
#include "app/labelling/ModelSettings.h"
#include "app/labelling/SettingsProfile.h"
#include "app/pipeline/WindowSampler.h"
#include "model/ModelError.h"

namespace handscope::cli {

void DecisionOptions::addTo(CLI::App& command) {
    using Settings = app::LabelSettings;
    constexpr double kShortest = pipeline::WindowSettings::kShortest;
    constexpr double kLongest = pipeline::WindowSettings::kLongest;
    const auto add = [&](const char* name, double least, double most, const char* text,
                         std::function<double&(Settings&)> value) {
        CLI::Option* const option = command.add_option(name, value(values_), text)
                                        ->check(CLI::Range(least, most))
                                        ->capture_default_str();
        options_.emplace_back(option, std::move(value));
        return option;
    };
    windowOption_ = add("--window", kShortest, kLongest,
                        "seconds of video in a window; a causal model fixes them",
                        [](Settings& all) -> double& { return all.windowLength; });
    strideOption_ =
        add("--stride", kShortest, kLongest, "seconds between windows; a causal model fixes them",
            [](Settings& all) -> double& { return all.windowStride; });
    add("--averaging", 0.0, kLongest, "seconds over which scores are averaged",
        [](Settings& all) -> double& { return all.decision.averaging; });
    add("--on-duration", 0.0, kLongest, "seconds that a class must lead before it fires",
        [](Settings& all) -> double& { return all.decision.onDuration; });
    add("--hold", 0.0, kLongest, "seconds after an event in which nothing else fires",
        [](Settings& all) -> double& { return all.decision.hold; });
    add("--on", 0.0, 1.0, "averaged score at which a class fires",
        [](Settings& all) -> double& { return all.decision.onThreshold; });
    add("--off", 0.0, 1.0, "averaged score below which its segment ends",
        [](Settings& all) -> double& { return all.decision.offThreshold; });
    add("--margin", 0.0, 1.0, "lead over the second class that firing needs",
        [](Settings& all) -> double& { return all.decision.margin; });
    profileOption_ = command.add_option("--profile", profile_,
                                        "file of settings; what other options say goes before it, "
                                        "and its windows are not for causal models");
}

app::LabelSettings DecisionOptions::settings(const model::ModelDescription& model) const {
    const app::LabelSettings asked = chosen();
    const auto given = [](const CLI::Option* option, double value) {
        return option->count() > 0 ? std::optional(value) : std::nullopt;
    };
    requireWindowsOf(model, given(windowOption_, asked.windowLength),
                     given(strideOption_, asked.windowStride));
    return app::settingsFor(model, asked);
}

app::LabelSettings DecisionOptions::chosen() const {
    app::LabelSettings chosen = values_;
    if (!profile_.empty()) {
        chosen = app::readProfile(profile_).settings;
        app::LabelSettings given = values_;
        for (const auto& [option, value] : options_) {
            if (option->count() > 0) {
                value(chosen) = value(given);
            }
        }
    }
    if (chosen.decision.offThreshold > chosen.decision.onThreshold) {
        throw model::ModelError("Gestures would end as soon as they fire: --off lies above --on.",
                                "Expected --off at or below --on; without options 0.3 and 0.6.",
                                "Lower --off as well, or raise --on.");
    }
    return chosen;
}

bool DecisionOptions::given() const {
    return profileOption_->count() > 0 || std::ranges::any_of(options_, [](const auto& entry) {
               return entry.first->count() > 0;
           });
}

}  // namespace handscope::cli
