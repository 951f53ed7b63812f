// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspect/ChannelRanking.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <stdexcept>

namespace handscope::app {
namespace {

struct Moments {
    double mean = 0.0;
    double meanSquare = 0.0;
};

Moments momentsOf(const model::FeatureMap& map, int channel) {
    double sum = 0.0;
    double squares = 0.0;
    std::size_t count = 0;
    for (int frame = 0; frame < map.frames; ++frame) {
        const auto values = map.channel(frame, channel);
        for (const float value : values) {
            sum += value;
            squares += double{value} * value;
        }
        count += values.size();
    }
    const auto n = static_cast<double>(std::max<std::size_t>(1, count));
    return {.mean = sum / n, .meanSquare = squares / n};
}

double measureOf(const model::FeatureMap& map, int channel, ChannelOrder order,
                 std::span<const float> weights) {
    if (order == ChannelOrder::Number) {
        return channel;
    }
    const Moments moments = momentsOf(map, channel);
    switch (order) {
        case ChannelOrder::Energy:
            return moments.meanSquare;
        case ChannelOrder::Variance:  // rounding may leave less than nothing
            return std::max(0.0, moments.meanSquare - moments.mean * moments.mean);
        default:
            return weights[static_cast<std::size_t>(channel)] * moments.mean;
    }
}

}  // namespace

std::vector<RankedChannel> rankChannels(const model::FeatureMap& map, ChannelOrder order,
                                        std::span<const float> classWeights) {
    if (order == ChannelOrder::Contribution &&
        classWeights.size() != static_cast<std::size_t>(map.channels)) {
        throw std::invalid_argument("a contribution needs one weight a channel");
    }
    std::vector<RankedChannel> channels;
    for (int channel = 0; channel < map.channels; ++channel) {
        channels.push_back(
            {channel, static_cast<float>(measureOf(map, channel, order, classWeights))});
    }
    if (order == ChannelOrder::Number) {
        return channels;
    }
    std::stable_sort(channels.begin(), channels.end(),
                     [](const RankedChannel& a, const RankedChannel& b) {
                         const bool bIsNone = std::isnan(b.measure);
                         return std::isnan(a.measure) ? false : bIsNone || a.measure > b.measure;
                     });
    return channels;
}

}  // namespace handscope::app
