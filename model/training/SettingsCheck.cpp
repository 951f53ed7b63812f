// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/SettingsCheck.h"

#include "model/ModelError.h"

namespace handscope::training {

void requireSetting(bool holds, const std::string& what, const std::string& expected) {
    if (!holds) {
        throw model::ModelError("The run's " + what + " makes no sense.",
                                "Expected " + expected + ".", "Correct the settings.");
    }
}

void requireMixup(double alpha) {
    requireSetting(alpha >= 0.0 && alpha <= 2.0, "alpha of mixup", "0 to 2");
}

}  // namespace handscope::training
