// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/EventJson.h"

#include <array>
#include <ctime>
#include <nlohmann/json.hpp>

namespace handscope::app {

std::string eventAsJson(const pipeline::GestureEvent& event, const std::string& at) {
    nlohmann::ordered_json json{{"event", event.closed ? "ended" : "fired"},
                                {"id", event.id},
                                {"label", event.label},
                                {"start_seconds", event.start},
                                {"fired_seconds", event.fired},
                                {"end_seconds", event.end},
                                {"mean_score", event.meanScore},
                                {"peak_score", event.peakScore},
                                {"runner_up", event.runnerUp},
                                {"runner_up_score", event.runnerUpScore}};
    if (!at.empty()) {
        json["at"] = at;
    }
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string timeOfDay(std::chrono::system_clock::time_point moment) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(moment);
    const std::time_t whole = std::chrono::system_clock::to_time_t(seconds);
    std::tm parts{};
    ::gmtime_r(&whole, &parts);
    std::array<char, 64> date{};
    std::strftime(date.data(), date.size(), "%Y-%m-%dT%H:%M:%S", &parts);
    const auto milliseconds =
        std::chrono::duration_cast<std::chrono::milliseconds>(moment - seconds).count();
    std::string fraction = std::to_string(1000 + milliseconds);
    fraction.front() = '.';
    return date.data() + fraction + "Z";
}

}  // namespace handscope::app
