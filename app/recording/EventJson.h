// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "app/pipeline/DecisionLayer.h"

namespace handscope::app {

/// An event as one line of JSON, without the line end: `event` is "fired" or "ended", times are PTS
/// in seconds, scores are averaged ones.
std::string eventAsJson(const pipeline::GestureEvent& event);

}  // namespace handscope::app
