// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/labelling/SettingsJson.h"

#include "app/pipeline/WindowSampler.h"

namespace handscope::app {
namespace {

/// A number of seconds from `least` to an hour, as options and the window take it.
double secondsIn(const JsonFields& fields, const char* name, double least) {
    const double seconds = fields.number(name);
    if (!(seconds >= least && seconds <= pipeline::WindowSettings::kLongest)) {
        fields.refuse(
            name, "is not within " + std::string(least > 0.0 ? "0.01" : "0") + " and 3600 seconds");
    }
    return seconds;
}

}  // namespace

nlohmann::ordered_json settingsJson(const LabelSettings& settings) {
    const pipeline::DecisionSettings& decision = settings.decision;
    return {{"window_seconds", settings.windowLength},
            {"stride_seconds", settings.windowStride},
            {"decision",
             {{"averaging_seconds", decision.averaging},
              {"on_threshold", decision.onThreshold},
              {"on_thresholds", decision.onThresholds},
              {"margin", decision.margin},
              {"on_seconds", decision.onDuration},
              {"off_threshold", decision.offThreshold},
              {"hold_seconds", decision.hold},
              {"never_fire", decision.neverFire}}}};
}

LabelSettings settingsFrom(const JsonFields& fields) {
    LabelSettings settings;
    settings.windowLength =
        secondsIn(fields, "window_seconds", pipeline::WindowSettings::kShortest);
    settings.windowStride =
        secondsIn(fields, "stride_seconds", pipeline::WindowSettings::kShortest);
    const JsonFields decision = fields.object("decision");
    settings.decision.averaging = secondsIn(decision, "averaging_seconds", 0.0);
    settings.decision.onThreshold = decision.number("on_threshold");
    settings.decision.margin = decision.number("margin");
    settings.decision.onDuration = secondsIn(decision, "on_seconds", 0.0);
    settings.decision.offThreshold = decision.number("off_threshold");
    settings.decision.hold = secondsIn(decision, "hold_seconds", 0.0);
    try {
        settings.decision.onThresholds =
            decision.value("on_thresholds").get<std::map<std::string, double>>();
        settings.decision.neverFire = decision.array("never_fire").get<std::set<std::string>>();
        pipeline::DecisionLayer({"label"}, settings.decision);
    } catch (const nlohmann::json::exception&) {
        decision.refuse("on_thresholds", "or never_fire is not as expected");
    } catch (const std::invalid_argument& error) {
        throw JsonFault(error.what());
    }
    return settings;
}

nlohmann::ordered_json modelJson(const LabelModel& model) {
    nlohmann::ordered_json json{{"name", model.name}, {"sha256", model.sha256}};
    if (model.flipTest) {
        json["flip_test"] = true;
    }
    if (!model.engine.empty()) {
        json["engine"] = model.engine;
    }
    return json;
}

LabelModel modelFrom(const JsonFields& fields) {
    return {.name = fields.text("name"),
            .sha256 = fields.text("sha256"),
            .flipTest = fields.has("flip_test") && fields.flag("flip_test"),
            .engine = fields.has("engine") ? fields.text("engine") : std::string()};
}

}  // namespace handscope::app
