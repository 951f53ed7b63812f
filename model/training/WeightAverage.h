// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the model folder: includes LibTorch.
#pragma once

#include <cstdint>

#include "model/StmNetwork.h"

namespace handscope::training {

/// An exponential moving average of a network's weights and BN statistics: what is evaluated and
/// shipped, since it is worth several further passes of a decaying learning rate.
/// Owns its own network of the same shape. One thread.
class WeightAverage {
public:
    WeightAverage(const model::StmNetworkImpl& network, double decay);

    /// Moves the average towards the network; `step` counts from 0, and the first steps weigh more.
    void update(const model::StmNetworkImpl& network, std::int64_t step);

    model::StmNetworkImpl& network() noexcept { return *average_; }

private:
    model::StmNetwork average_;
    double decay_;
};

}  // namespace handscope::training
