// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/labelling/ModelSettings.h"

#include "app/pipeline/ModelWindows.h"

namespace handscope::app {

LabelSettings settingsFor(const model::ModelDescription& model, LabelSettings settings) {
    const auto windows = pipeline::windowsFor(model, settings.windowLength, settings.windowStride);
    settings.windowLength = windows.length;
    settings.windowStride = windows.stride;
    return settings;
}

}  // namespace handscope::app
