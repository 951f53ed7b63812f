// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/labelling/LabelDocument.h"
#include "model/Classifier.h"

namespace handscope::app {

/// The settings with the windows on which this model really runs: a causal one fixes its own.
LabelSettings settingsFor(const model::ModelDescription& model, LabelSettings settings);

}  // namespace handscope::app
