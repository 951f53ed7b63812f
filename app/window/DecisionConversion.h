// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "app/labelling/LabelDocument.h"
#include "app/labelling/ProfileTrial.h"
#include "model/Classifier.h"
#include "ui/decision/DecisionValues.h"
#include "ui/decision/TrialTypes.h"

namespace handscope::app {

/// The same settings as the window shows them; settingsOf() is the inverse.
ui::DecisionValues valuesOf(const LabelSettings& settings);
LabelSettings settingsOf(const ui::DecisionValues& values);

/// The windows that the model brings with it; nullopt for one that runs on any.
std::optional<ui::FixedWindows> fixedWindowsOf(const model::ModelDescription& model);

/// What a trial found, with times counted from the recording's beginning.
ui::TrialResult trialResult(const TrialComparison& comparison, const QString& profile);

}  // namespace handscope::app
