// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/labelling/ModelSettings.h"

#include <gtest/gtest.h>

namespace handscope::app {
namespace {

TEST(ModelSettingsTest, AWindowedModelTakesTheSettingsAsTheyAre) {
    const LabelSettings settings{.windowLength = 3.0, .windowStride = 0.5, .decision = {}};
    EXPECT_EQ(settingsFor({}, settings), settings);
}

TEST(ModelSettingsTest, ACausalModelPutsInTheWindowsThatItRunsOn) {
    model::ModelDescription model;
    model.causal = true;
    model.frameRate = 10.0;
    model.input.segments = 8;
    const LabelSettings settings =
        settingsFor(model, {.windowLength = 3.0, .windowStride = 0.5, .decision = {.hold = 2.0}});
    EXPECT_DOUBLE_EQ(settings.windowLength, 0.8);
    EXPECT_DOUBLE_EQ(settings.windowStride, 0.1);
    EXPECT_DOUBLE_EQ(settings.decision.hold, 2.0);
}

}  // namespace
}  // namespace handscope::app
