// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/DecisionOptions.h"

#include <algorithm>
#include <optional>

#include "app/cli/ClassNamed.h"
#include "app/cli/ModelWindowCheck.h"
#include "app/cli/NamedValue.h"
#include "app/labelling/ModelSettings.h"
#include "app/labelling/SettingsProfile.h"
#include "app/pipeline/WindowSampler.h"
#include "model/ModelError.h"

namespace handscope::cli {
namespace {

/// 0 … 1; nullopt for anything else.
std::optional<double> scoreIn(const std::string& text) {
    double score = 0.0;
    const bool sound = CLI::detail::lexical_cast(text, score) && score >= 0.0 && score <= 1.0;
    return sound ? std::optional(score) : std::nullopt;
}

std::string refusedThreshold(const std::string& pair) {
    return isNamedValue({})(pair).empty() && scoreIn(namedValue(pair).second)
               ? std::string()
               : "'" + pair + "': expected NAME=SCORE with 0 to 1, such as \"Thumb Up=0.4\"";
}

}  // namespace

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
    const auto addOfClasses = [&](const char* name, std::vector<std::string>& values,
                                  const char* text) {
        CLI::Option* const option = command.add_option(name, values, text);
        option->allow_extra_args(false)->take_all();  // paths may come behind it
        classOptions_.push_back(option);
        return option;
    };
    addOfClasses("--on-class", ownThresholds_,
                 "NAME=SCORE: the averaged score at which this class fires; may be given again")
        ->check(refusedThreshold);
    addOfClasses("--never", neverFire_, "class that does not fire; may be given again");
    addOfClasses("--may-fire", mayFire_,
                 "class that fires, of those that otherwise do not, such as \"No gesture\"; may be "
                 "given again");
    profileOption_ = command.add_option("--profile", profile_,
                                        "file of settings; what other options say goes before it, "
                                        "and its windows are not for causal models");
}

app::LabelSettings DecisionOptions::settings(const model::ModelDescription& model) const {
    app::LabelSettings asked = chosen();
    applyToClasses(asked.decision, model);
    const auto given = [](const CLI::Option* option, double value) {
        return option->count() > 0 ? std::optional(value) : std::nullopt;
    };
    requireWindowsOf(model, given(windowOption_, asked.windowLength),
                     given(strideOption_, asked.windowStride));
    return app::settingsFor(model, asked);
}

void DecisionOptions::applyToClasses(pipeline::DecisionSettings& decision,
                                     const model::ModelDescription& model) const {
    const auto labelOf = [&model](const std::string& name) {
        return model.labels[static_cast<std::size_t>(classNamed(name, model))];
    };
    for (const std::string& pair : ownThresholds_) {
        const auto [name, score] = namedValue(pair);
        decision.onThresholds[labelOf(name)] = scoreIn(score).value();
    }
    for (const std::string& name : neverFire_) {
        decision.neverFire.insert(labelOf(name));
    }
    for (const std::string& name : mayFire_) {
        decision.neverFire.erase(labelOf(name));
    }
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
    const auto isGiven = [](const CLI::Option* option) { return option->count() > 0; };
    return isGiven(profileOption_) || std::ranges::any_of(classOptions_, isGiven) ||
           std::ranges::any_of(options_, [&](const auto& entry) { return isGiven(entry.first); });
}

}  // namespace handscope::cli
