// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <optional>

namespace handscope::ui {

/// Which values the ends of a map's colours stand for.
enum class MapScaling {
    Map,    ///< the range of the picture shown
    Layer,  ///< of all T pictures of the window; of a grid of channels, of all channels
    Fixed,  ///< as it was when this was chosen, or ColourLimits
};

/// As settings and moment files have it: "map", "layer" or "fixed".
QString mapScalingName(MapScaling scaling);

/// The other way; Map for any other text.
MapScaling mapScalingFromName(const QString& name);

/// What a person typed as the values of the first and the last of fixed colours; `low` is below
/// `high`.
struct ColourLimits {
    float low = 0.0F;
    float high = 1.0F;
    bool operator==(const ColourLimits&) const = default;
};

/// With another end. Where nothing would be left between them, the other one goes along.
ColourLimits withLow(const ColourLimits& limits, float low);
ColourLimits withHigh(const ColourLimits& limits, float high);

/// As settings and moment files have them, such as "-1.5 2"; empty for none.
QString colourLimitsText(const std::optional<ColourLimits>& limits);

/// The other way; none for what is no range of numbers.
std::optional<ColourLimits> colourLimitsFromText(const QString& text);

}  // namespace handscope::ui
