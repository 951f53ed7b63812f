// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdio>
#include <string>

#include "app/plot/Canvas.h"

// How all charts look.
namespace handscope::app {

// Colours that people with any colour vision tell apart (Okabe and Ito 2008), as BGR.
inline const std::array<Colour, 7> kCurveColours{
    Colour(178, 114, 0), Colour(0, 94, 213),   Colour(115, 158, 0), Colour(167, 121, 204),
    Colour(0, 159, 230), Colour(233, 180, 86), Colour(80, 80, 80)};
inline const Colour kInk(56, 48, 44);
inline const Colour kFaintInk(125, 115, 110);
inline const Colour kGrid(233, 229, 227);
inline const Colour kAxis(180, 172, 168);

inline constexpr double kTitleSize = 14.0;  // heights of capitals, pixels
inline constexpr double kNameSize = 10.5;
inline constexpr double kTickSize = 9.0;
inline constexpr double kMargin = 24.0;

/// Of the curves in their order, over and over.
inline const Colour& colourOf(std::size_t curve) {
    return kCurveColours[curve % kCurveColours.size()];
}

/// Behind what is drawn in the colour itself.
inline Colour faint(const Colour& colour) {
    return colour * 0.28 + Colour::all(255) * 0.72;
}

/// One number as printf() writes it.
inline std::string formatted(const char* format, double value) {
    std::array<char, 64> buffer{};
    std::snprintf(buffer.data(), buffer.size(), format, value);
    return buffer.data();
}

/// Shortened with dots where it is wider than there is room.
inline std::string fitted(const std::string& text, double size, double room) {
    if (Canvas::textWidth(text, size) <= room) {
        return text;
    }
    std::string shorter = text;
    while (!shorter.empty() && Canvas::textWidth(shorter + "...", size) > room) {
        shorter.pop_back();
    }
    return shorter + "...";
}

}  // namespace handscope::app
