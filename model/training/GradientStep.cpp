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

bool descend(const torch::Tensor& loss, torch::optim::Optimizer& optimizer,
             const std::vector<torch::Tensor>& parameters, double learningRate, double clipNorm) {
    if (!std::isfinite(loss.item<double>())) {
        return false;
    }
    for (auto& group : optimizer.param_groups()) {
        group.options().set_lr(learningRate);
    }
    optimizer.zero_grad();
    loss.backward();
    const double norm = torch::nn::utils::clip_grad_norm_(
        parameters, clipNorm > 0.0 ? clipNorm : std::numeric_limits<double>::infinity());
    if (!std::isfinite(norm)) {
        return false;
    }
    optimizer.step();
    return true;
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
    network_->train();
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
    outcome.finite = descend(loss, optimizer_, network_->parameters(), learningRate, clipNorm_);
    return outcome;
}

}  // namespace handscope::training
