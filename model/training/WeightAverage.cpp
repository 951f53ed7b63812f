// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/WeightAverage.h"

#include <algorithm>

namespace handscope::training {
namespace {

void moveTowards(const torch::Tensor& average, const torch::Tensor& value, double decay) {
    if (average.is_floating_point()) {
        average.lerp_(value, 1.0 - decay);
    } else {
        average.copy_(value);
    }
}

}  // namespace

WeightAverage::WeightAverage(const model::StmNetworkImpl& network, double decay)
    : average_(network.config()), decay_(decay) {
    const torch::NoGradGuard noGradients;
    average_->to(network.fc->weight.device());
    average_->useChannelsLast();
    for (const auto& parameter : average_->parameters()) {
        parameter.requires_grad_(false);
    }
    update(network, -1);
    average_->eval();
}

void WeightAverage::update(const model::StmNetworkImpl& network, std::int64_t step) {
    const torch::NoGradGuard noGradients;
    const auto at = static_cast<double>(step);
    const double decay = step < 0 ? 0.0 : std::min(decay_, (1.0 + at) / (10.0 + at));
    const auto parameters = network.parameters();
    const auto averaged = average_->parameters();
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        moveTowards(averaged[i], parameters[i].detach(), decay);
    }
    const auto buffers = network.buffers();
    const auto averagedBuffers = average_->buffers();
    for (std::size_t i = 0; i < buffers.size(); ++i) {
        moveTowards(averagedBuffers[i], buffers[i], decay);
    }
}

}  // namespace handscope::training
