// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/EventJson.h"

#include <nlohmann/json.hpp>

namespace handscope::app {

std::string eventAsJson(const pipeline::GestureEvent& event) {
    const nlohmann::ordered_json json{{"event", event.closed ? "ended" : "fired"},
                                      {"id", event.id},
                                      {"label", event.label},
                                      {"start_seconds", event.start},
                                      {"fired_seconds", event.fired},
                                      {"end_seconds", event.end},
                                      {"mean_score", event.meanScore},
                                      {"peak_score", event.peakScore},
                                      {"runner_up", event.runnerUp},
                                      {"runner_up_score", event.runnerUpScore}};
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace handscope::app
