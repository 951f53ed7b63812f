// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "model/Classifier.h"

namespace handscope::app {

/// One picture's worth of values.
struct MapPlane {
    int width = 0;
    int height = 0;
    std::vector<float> values;  ///< [height × width], row-major
    bool operator==(const MapPlane&) const = default;
};

/// mapPlane() with its size.
MapPlane planeOf(const model::FeatureMap& map, int frame, int channel = -1);

/// planeOf() of every frame.
std::vector<MapPlane> planesOf(const model::FeatureMap& map, int channel = -1);

/// Resized bilinearly, centres of cells to centres of cells.
MapPlane resized(const MapPlane& plane, int width, int height);

/// `a` − `b`, at the larger width and height of the two: what is smaller is enlarged. Empty where
/// one of them is.
MapPlane difference(const MapPlane& a, const MapPlane& b);

}  // namespace handscope::app
