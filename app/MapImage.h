// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/pipeline/FramePreparation.h"
#include "capture/Frame.h"
#include "model/Classifier.h"

namespace handscope::app {

/// A picture as bytes: RGB, 8 bits a channel, rows packed.
struct RgbImage {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> pixels;
};

enum class ColourMap {
    Viridis,
    Inferno,
    Turbo,
    Grey,
    Diverging,  ///< blue, white, red; zero is white: for values with a sign
};
std::optional<ColourMap> colourMapFromName(std::string_view name) noexcept;
std::string_view colourMapName(ColourMap map) noexcept;

/// Values that the two ends of a colour map stand for.
struct ValueRange {
    float low = 0.0F;
    float high = 1.0F;
};

/// One picture of a feature map: its mean over channels at frame `frame`, or one channel.
/// [height × width], row-major. `channel` −1 is the mean.
std::vector<float> mapPlane(const model::FeatureMap& map, int frame, int channel = -1);

/// Smallest and largest value; for the diverging map symmetric about zero. Never empty: equal
/// values give a range of width 1, or of as little more as float can tell from them.
ValueRange rangeOf(std::span<const float> values, ColourMap colours);

/// A range that was asked for, as a colour map can show it: the diverging one reaches as far on
/// both sides of zero.
ValueRange shownRange(ValueRange range, ColourMap colours);

/// Each value as one pixel. Values outside the range take the colour of its end, NaN is black.
RgbImage colourise(std::span<const float> values, int width, int height, ValueRange range,
                   ColourMap colours);

enum class Enlarging {
    Smooth,
    Cells,  ///< each value stays a rectangle
};

RgbImage enlarged(const RgbImage& colours, int width, int height, Enlarging how);

/// The frame with the coloured map laid over the square that the network saw. `opacity` 0 … 1.
RgbImage overlay(const capture::Frame& frame, const pipeline::Square& square,
                 const RgbImage& colours, double opacity, Enlarging how = Enlarging::Smooth);

/// The colour map itself, low to high, `width` × `height`.
RgbImage colourBar(ColourMap colours, int width, int height);

/// Writes a PNG, whole or not at all. Returns false when the file cannot be written.
bool writePng(const RgbImage& image, const std::string& file);

}  // namespace handscope::app
