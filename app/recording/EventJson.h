// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "app/pipeline/DecisionLayer.h"

namespace handscope::app {

/// An event as one line of JSON, without the line end, as resources/schemas/handscope-events-1.json
/// has it: names as in labels, times as PTS in seconds, scores averaged.
std::string eventAsJson(const pipeline::GestureEvent& event);

}  // namespace handscope::app
