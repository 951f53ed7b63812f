// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/DecisionOptions.h"

namespace handscope::cli {

void addDecisionOptions(CLI::App& command, app::LabelSettings& settings) {
    constexpr double kLongest = 3600.0;
    const auto length = [&](const char* name, double& value, const char* text) {
        command.add_option(name, value, text)
            ->check(CLI::Range(0.01, kLongest))
            ->capture_default_str();
    };
    const auto seconds = [&](const char* name, double& value, const char* text) {
        command.add_option(name, value, text)
            ->check(CLI::Range(0.0, kLongest))
            ->capture_default_str();
    };
    const auto share = [&](const char* name, double& value, const char* text) {
        command.add_option(name, value, text)->check(CLI::Range(0.0, 1.0))->capture_default_str();
    };
    pipeline::DecisionSettings& decision = settings.decision;
    length("--window", settings.windowLength, "seconds of video in a window");
    length("--stride", settings.windowStride, "seconds between windows");
    seconds("--averaging", decision.averaging, "seconds over which scores are averaged");
    seconds("--on-duration", decision.onDuration, "seconds that a class must lead before it fires");
    seconds("--hold", decision.hold, "seconds after an event in which nothing else fires");
    share("--on", decision.onThreshold, "averaged score at which a class fires");
    share("--off", decision.offThreshold, "averaged score below which its segment ends");
    share("--margin", decision.margin, "lead over the second class that firing needs");
}

}  // namespace handscope::cli
