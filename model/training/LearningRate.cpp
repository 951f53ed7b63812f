// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/LearningRate.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace handscope::training {

double LearningRate::at(std::int64_t step) const {
    if (step < warmUpSteps) {
        return peak * static_cast<double>(step) / static_cast<double>(warmUpSteps);
    }
    if (shape == Shape::Steps) {
        const auto passed =
            std::count_if(milestones.begin(), milestones.end(),
                          [step](std::int64_t milestone) { return step >= milestone; });
        return peak * std::pow(milestoneFactor, static_cast<double>(passed));
    }
    if (step >= totalSteps) {
        return 0.0;
    }
    const double progress =
        static_cast<double>(step - warmUpSteps) / static_cast<double>(totalSteps - warmUpSteps);
    return peak * 0.5 * (1.0 + std::cos(std::numbers::pi * progress));
}

}  // namespace handscope::training
