// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/labelling/SettingsJson.h"

namespace handscope::app {

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
    settings.windowLength = fields.number("window_seconds");
    settings.windowStride = fields.number("stride_seconds");
    if (settings.windowLength <= 0.0 || settings.windowStride <= 0.0) {
        fields.refuse("window_seconds", "or stride_seconds is not above zero");
    }
    const JsonFields decision = fields.object("decision");
    settings.decision.averaging = decision.number("averaging_seconds");
    settings.decision.onThreshold = decision.number("on_threshold");
    settings.decision.margin = decision.number("margin");
    settings.decision.onDuration = decision.number("on_seconds");
    settings.decision.offThreshold = decision.number("off_threshold");
    settings.decision.hold = decision.number("hold_seconds");
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
    return json;
}

LabelModel modelFrom(const JsonFields& fields) {
    return {.name = fields.text("name"),
            .sha256 = fields.text("sha256"),
            .flipTest = fields.has("flip_test") && fields.flag("flip_test")};
}

}  // namespace handscope::app
