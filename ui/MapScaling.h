// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace handscope::ui {

/// Which values the ends of a map's colours stand for.
enum class MapScaling {
    Map,    ///< the range of the picture shown
    Layer,  ///< of all T pictures of the window; of a grid of channels, of all channels
    Fixed,  ///< as it was when this was chosen
};

/// As settings and moment files have it: "map", "layer" or "fixed".
QString mapScalingName(MapScaling scaling);

/// The other way; Map for any other text.
MapScaling mapScalingFromName(const QString& name);

}  // namespace handscope::ui
