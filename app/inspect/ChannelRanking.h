// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include "model/Classifier.h"

namespace handscope::app {

/// How the channels of a map are sorted.
enum class ChannelOrder {
    Number,        ///< as in the checkpoint, smallest first; the measure is the number
    Energy,        ///< mean square, largest first
    Variance,      ///< over frames and places, largest first
    Contribution,  ///< class weight × mean activation: the channel's share of the class's logit,
                   ///< with its sign, largest first
};

struct RankedChannel {
    int channel = 0;
    float measure = 0.0F;  ///< what it is sorted by
    bool operator==(const RankedChannel&) const = default;
};

/// All channels of a map in an order; equal measures by number, those that are no numbers last.
/// `classWeights`: of Classifier::classWeights(), for Contribution only, which is meant for the
/// last block's output. Throws std::invalid_argument unless there is then one weight a channel.
/// Pure.
std::vector<RankedChannel> rankChannels(const model::FeatureMap& map, ChannelOrder order,
                                        std::span<const float> classWeights = {});

}  // namespace handscope::app
