// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "app/MapImage.h"

namespace handscope::app {

/// A class with its score, 0 … 1.
struct RankedClass {
    std::string label;
    float score = 0.0F;
};

/// The classes with the highest scores, highest first; fewer than `count` where there are fewer.
std::vector<RankedClass> topClasses(const std::vector<std::string>& labels,
                                    const std::vector<float>& scores, std::size_t count);

/// What the network says, at the lower left of a picture.
struct PredictionPanel {
    std::string shown;                 ///< the gesture that has fired; empty: none
    std::vector<RankedClass> classes;  ///< a bar each, from above to below
    /// A label for which there is room in any case, so that the panel keeps its width.
    std::string longest;
};

/// Draws the panel into the picture, in a size that goes with it. Characters outside ASCII become
/// question marks: the lettering is OpenCV's.
void drawPanel(RgbImage& picture, const PredictionPanel& panel);

}  // namespace handscope::app
