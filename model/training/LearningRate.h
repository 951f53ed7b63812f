// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace handscope::training {

/// The learning rate as a function of the step.
struct LearningRate {
    enum class Shape {
        Steps,   ///< the paper's: a tenth from each milestone on
        Cosine,  ///< half a cosine from the peak after the warm-up to zero at totalSteps
    };

    Shape shape = Shape::Steps;
    double peak = 0.01;
    std::int64_t warmUpSteps = 0;          ///< linear from zero at step 0 to the peak at this one
    std::int64_t totalSteps = 0;           ///< for Cosine
    std::vector<std::int64_t> milestones;  ///< for Steps
    double milestoneFactor = 0.1;

    /// `step` counts from 0.
    double at(std::int64_t step) const;
};

}  // namespace handscope::training
