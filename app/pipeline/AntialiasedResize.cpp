// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/AntialiasedResize.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

namespace handscope::pipeline {
namespace {

constexpr int kChannels = 3;

/// The source pixels that make one target pixel along an axis.
struct Taps {
    int first = 0;
    std::vector<float> weights;  ///< sum 1
};

/// The triangle filter, as wide as a target pixel is in the source, and at least one pixel.
std::vector<Taps> tapsFor(int sourceSide, int targetSide) {
    const double scale = static_cast<double>(sourceSide) / targetSide;
    const double reach = std::max(1.0, scale);
    std::vector<Taps> all;
    for (int target = 0; target < targetSide; ++target) {
        const double centre = scale * (target + 0.5);
        const int first = std::max(0, static_cast<int>(centre - reach + 0.5));
        const int end = std::min(sourceSide, static_cast<int>(centre + reach + 0.5));
        std::vector<double> weights;
        double sum = 0.0;
        for (int pixel = first; pixel < end; ++pixel) {
            weights.push_back(std::max(0.0, 1.0 - std::abs((pixel + 0.5 - centre) / reach)));
            sum += weights.back();
        }
        Taps taps{.first = first, .weights = {}};
        for (const double weight : weights) {
            taps.weights.push_back(static_cast<float>(weight / sum));
        }
        all.push_back(std::move(taps));
    }
    return all;
}

/// Four rows at once: the sums are read and written a quarter as often. Written for compilers to
/// make it SIMD.
void addFourRows(const std::uint8_t* row, std::size_t stride, const float* weights,
                 std::span<float> sums) {
    const std::uint8_t* const second = row + stride;
    const std::uint8_t* const third = second + stride;
    const std::uint8_t* const fourth = third + stride;
    float* const into = sums.data();
    const std::size_t count = sums.size();
    for (std::size_t i = 0; i < count; ++i) {
        into[i] += (weights[0] * row[i] + weights[1] * second[i]) +
                   (weights[2] * third[i] + weights[3] * fourth[i]);
    }
}

void addRow(const std::uint8_t* row, float weight, std::span<float> sums) {
    float* const into = sums.data();
    const std::size_t count = sums.size();
    for (std::size_t i = 0; i < count; ++i) {
        into[i] += weight * row[i];
    }
}

/// The weighted sum of the source rows that make one target row.
void sumRows(const RgbSquare& source, const Taps& taps, std::span<float> sums) {
    std::ranges::fill(sums, 0.0F);
    const std::uint8_t* row = source.pixels + static_cast<std::size_t>(taps.first) * source.stride;
    std::size_t i = 0;
    for (; i + 4 <= taps.weights.size(); i += 4, row += 4 * source.stride) {
        addFourRows(row, source.stride, &taps.weights[i], sums);
    }
    for (; i < taps.weights.size(); ++i, row += source.stride) {
        addRow(row, taps.weights[i], sums);
    }
}

std::array<float, kChannels> sumAcross(std::span<const float> row, const Taps& taps) {
    std::array<float, kChannels> sums{};
    const float* pixel = row.data() + static_cast<std::size_t>(taps.first) * kChannels;
    for (const float weight : taps.weights) {
        for (std::size_t channel = 0; channel < kChannels; ++channel) {
            sums[channel] += weight * pixel[channel];
        }
        pixel += kChannels;
    }
    return sums;
}

}  // namespace

void resizeAntialiased(const RgbSquare& source, int side, const ChannelMapping& mapping,
                       float* planes) {
    const std::vector<Taps> taps = tapsFor(source.side, side);
    const std::size_t plane = static_cast<std::size_t>(side) * side;
    std::vector<float> row(static_cast<std::size_t>(source.side) * kChannels);
    float* target = planes;
    for (const Taps& vertical : taps) {
        sumRows(source, vertical, row);
        for (const Taps& horizontal : taps) {
            const auto colour = sumAcross(row, horizontal);
            for (std::size_t channel = 0; channel < kChannels; ++channel) {
                target[channel * plane] =
                    colour[channel] * mapping.scale[channel] + mapping.shift[channel];
            }
            ++target;
        }
    }
}

}  // namespace handscope::pipeline
