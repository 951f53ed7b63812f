// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/GradientStep.h"

#include <cmath>
#include <limits>
#include <utility>

namespace handscope::training {
namespace {

model::StmNetwork laidOut(model::StmNetwork network) {
    network->useChannelsLast();
    return network;
}

}  // namespace

torch::Tensor softCrossEntropy(const torch::Tensor& logits, const torch::Tensor& targets) {
    return -(targets * torch::log_softmax(logits.to(torch::kFloat32), 1)).sum(1).mean();
}

bool clipGradients(const std::vector<torch::Tensor>& parameters, double clipNorm) {
    const double norm = torch::nn::utils::clip_grad_norm_(
        parameters, clipNorm > 0.0 ? clipNorm : std::numeric_limits<double>::infinity());
    return std::isfinite(norm);
}

GradientStep::GradientStep(model::StmNetwork network, const TrainSettings& settings)
    : network_(laidOut(std::move(network))),
      optimizer_(network_->parameters(), torch::optim::SGDOptions(settings.learningRate)
                                             .momentum(settings.momentum)
                                             .weight_decay(settings.weightDecay)),
      clipNorm_(settings.clipNorm),
      autocast_(autocastFor(settings.mixedPrecision, settings.onCuda)) {}

StepOutcome GradientStep::take(const TrainBatch& batch, double learningRate, std::uint64_t seed) {
    torch::manual_seed(seed);
    for (auto& group : optimizer_.param_groups()) {
        static_cast<torch::optim::SGDOptions&>(group.options()).lr(learningRate);
    }
    network_->train();
    optimizer_.zero_grad();
    torch::Tensor logits;
    {
        const MixedPrecision mixed(autocast_);
        logits = network_->forward(batch.clips);
    }
    const auto loss = softCrossEntropy(logits, batch.targets);
    StepOutcome outcome{.loss = loss.item<double>(),
                        .accuracy = logits.detach()
                                        .argmax(1)
                                        .eq(batch.targets.argmax(1))
                                        .to(torch::kFloat64)
                                        .mean()
                                        .item<double>()};
    if (!std::isfinite(outcome.loss)) {
        outcome.finite = false;
        return outcome;
    }
    loss.backward();
    outcome.finite = clipGradients(network_->parameters(), clipNorm_);
    if (outcome.finite) {
        optimizer_.step();
    }
    return outcome;
}

}  // namespace handscope::training
