// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>

#include "app/pipeline/DecisionLayer.h"

namespace handscope::app {

/// An event as one line of JSON, without the line end, as resources/schemas/handscope-events-1.json
/// has it: names as in labels, times as PTS in seconds, scores averaged. `at`: the time of day,
/// which of a live source is worth telling; empty: it is not told.
std::string eventAsJson(const pipeline::GestureEvent& event, const std::string& at = {});

/// UTC, ISO 8601, to the millisecond: "2026-11-28T12:34:56.789Z".
std::string timeOfDay(
    std::chrono::system_clock::time_point moment = std::chrono::system_clock::now());

}  // namespace handscope::app
