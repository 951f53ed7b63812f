// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include "app/JsonFields.h"
#include "app/labelling/LabelDocument.h"

namespace handscope::app {

/// The settings as they stand in results and in profiles.
nlohmann::ordered_json settingsJson(const LabelSettings& settings);

/// The inverse. Throws JsonFault, also for settings that the decision layer would refuse.
LabelSettings settingsFrom(const JsonFields& fields);

/// The model as it stands in results, sessions and moments.
nlohmann::ordered_json modelJson(const LabelModel& model);

/// The inverse. Throws JsonFault.
LabelModel modelFrom(const JsonFields& fields);

}  // namespace handscope::app
