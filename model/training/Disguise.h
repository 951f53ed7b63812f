// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <vector>

#include "model/training/RandomStream.h"

namespace handscope::training {

/// What makes a draw look like one of another person in another room: body, colours, light and
/// lens. The same for all frames of a clip, so that its movement stays. By default nothing changes.
struct Disguise {
    /// Shifts each pixel of the square by a sine of its place.
    struct Bend {
        double alongX = 0.0;  ///< half waves over half of the square's side
        double alongY = 0.0;
        double phase = 0.0;   ///< radians
        double shiftX = 0.0;  ///< of half of the square's side, at the most
        double shiftY = 0.0;
    };

    std::vector<Bend> bends;
    double narrowing = 1.0;  ///< of widths against heights
    double shear = 0.0;      ///< across, of the height above the square's middle
    std::array<double, 9> colours{1, 0, 0, 0, 1, 0, 0, 0, 1};  ///< new RGB of old, row by row
    double shadeX = 0.0;     ///< light added from the middle to the right edge, of what is there
    double shadeY = 0.0;     ///< and to the lower edge
    double sharpness = 1.0;  ///< share of the rows and columns that a blurred picture tells apart
};

/// How the draws that a teacher is asked about are changed beforehand.
struct DisguiseSettings {
    double strength = 0.0;  ///< of drawDisguise()
    double blended = 0.0;   ///< chance that another video is laid over a draw
};

/// Strength 1: bends by up to a quarter of the square's side, widths by up to a quarter, any
/// turn of hue up to 45 degrees, sometimes grey, sometimes blurred. 0: no change.
Disguise drawDisguise(double strength, RandomStream& random);

}  // namespace handscope::training
