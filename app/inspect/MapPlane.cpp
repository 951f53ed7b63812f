// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspect/MapPlane.h"

#include <algorithm>
#include <functional>
#include <opencv2/imgproc.hpp>

#include "app/MapImage.h"

namespace handscope::app {

MapPlane planeOf(const model::FeatureMap& map, int frame, int channel) {
    return {.width = map.width, .height = map.height, .values = mapPlane(map, frame, channel)};
}

std::vector<MapPlane> planesOf(const model::FeatureMap& map, int channel) {
    std::vector<MapPlane> planes;
    for (int frame = 0; frame < map.frames; ++frame) {
        planes.push_back(planeOf(map, frame, channel));
    }
    return planes;
}

MapPlane resized(const MapPlane& plane, int width, int height) {
    if (plane.values.empty() || width <= 0 || height <= 0) {
        return {};
    }
    if (plane.width == width && plane.height == height) {
        return plane;
    }
    MapPlane result{.width = width,
                    .height = height,
                    .values = std::vector<float>(static_cast<std::size_t>(width) * height)};
    const cv::Mat source(plane.height, plane.width, CV_32FC1,
                         const_cast<float*>(plane.values.data()));
    cv::Mat target(height, width, CV_32FC1, result.values.data());
    cv::resize(source, target, target.size(), 0.0, 0.0, cv::INTER_LINEAR);
    return result;
}

MapPlane difference(const MapPlane& a, const MapPlane& b) {
    if (a.values.empty() || b.values.empty()) {
        return {};
    }
    const int width = std::max(a.width, b.width);
    const int height = std::max(a.height, b.height);
    MapPlane result = resized(a, width, height);
    const MapPlane other = resized(b, width, height);
    std::transform(result.values.begin(), result.values.end(), other.values.begin(),
                   result.values.begin(), std::minus<>());
    return result;
}

}  // namespace handscope::app
