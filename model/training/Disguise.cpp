// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/Disguise.h"

#include <cmath>
#include <numbers>

namespace handscope::training {
namespace {

using Matrix = std::array<double, 9>;

/// Turns colours about the axis of greys, which stay.
Matrix hueTurn(double angle) {
    const double along = std::cos(angle);
    const double third = (1.0 - along) / 3.0;
    const double across = std::sin(angle) / std::numbers::sqrt3;
    return {along + third,  third - across, third + across, third + across, along + third,
            third - across, third - across, third + across, along + third};
}

/// Moves each channel towards the others; greys stay.
Matrix mixed(Matrix colours, double strength, RandomStream& random) {
    for (std::size_t row = 0; row < 3; ++row) {
        double taken = 0.0;
        for (std::size_t column = 0; column < 3; ++column) {
            if (column != row) {
                const double share = random.uniform(-0.15, 0.15) * strength;
                colours[row * 3 + column] += share;
                taken += share;
            }
        }
        colours[row * 3 + row] -= taken;
    }
    return colours;
}

Matrix chooseColours(double strength, RandomStream& random) {
    constexpr double kGrey = 0.1;
    const double angle = random.uniform(-0.25, 0.25) * std::numbers::pi * strength;
    const Matrix colours = mixed(hueTurn(random.chance(0.5) ? angle : 0.0), strength, random);
    if (random.chance(kGrey * strength)) {
        constexpr double kThird = 1.0 / 3.0;
        return {kThird, kThird, kThird, kThird, kThird, kThird, kThird, kThird, kThird};
    }
    return colours;
}

}  // namespace

Disguise drawDisguise(double strength, RandomStream& random) {
    constexpr int kBends = 2;
    constexpr double kBlurred = 0.3;
    Disguise disguise;
    for (int i = 0; i < kBends; ++i) {
        disguise.bends.push_back({.alongX = random.uniform(-1.2, 1.2),
                                  .alongY = random.uniform(-1.2, 1.2),
                                  .phase = random.uniform(0.0, 2.0 * std::numbers::pi),
                                  .shiftX = random.uniform(-0.125, 0.125) * strength,
                                  .shiftY = random.uniform(-0.125, 0.125) * strength});
    }
    disguise.narrowing = std::exp(random.uniform(-0.25, 0.25) * strength);
    disguise.shear = random.uniform(-0.15, 0.15) * strength;
    disguise.colours = chooseColours(strength, random);
    disguise.shadeX = random.uniform(-0.35, 0.35) * strength;
    disguise.shadeY = random.uniform(-0.35, 0.35) * strength;
    const double sharpness = random.uniform(0.35, 1.0);
    disguise.sharpness = random.chance(kBlurred * strength) ? sharpness : 1.0;
    return disguise;
}

}  // namespace handscope::training
