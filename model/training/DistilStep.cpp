// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/DistilStep.h"

#include <memory>
#include <utility>
#include <vector>

#include "model/training/DrawLoader.h"
#include "model/training/GradientStep.h"

namespace handscope::training {
namespace {

/// BN, biases and the temporal kernels, which start as shifts, do not decay.
std::vector<torch::optim::OptimizerParamGroup> parameterGroups(const torch::nn::Module& network,
                                                               const torch::nn::Module& matching,
                                                               const DistilSettings& settings) {
    std::vector<torch::Tensor> decaying;
    std::vector<torch::Tensor> free;
    for (const torch::nn::Module* const module : {&network, &matching}) {
        for (const auto& item : module->named_parameters()) {
            const bool isWeight = item.value().dim() == 2 || item.value().dim() == 4;
            (isWeight ? decaying : free).push_back(item.value());
        }
    }
    const auto options = [&settings](double weightDecay) {
        return std::make_unique<torch::optim::AdamWOptions>(
            torch::optim::AdamWOptions(settings.learningRate).weight_decay(weightDecay));
    };
    std::vector<torch::optim::OptimizerParamGroup> groups;
    groups.emplace_back(std::move(decaying), options(settings.weightDecay));
    groups.emplace_back(std::move(free), options(0.0));
    return groups;
}

}  // namespace

DistilStep::DistilStep(model::StmNetwork network, FeatureMatching matching,
                       const DistilSettings& settings)
    : network_(std::move(network)),
      matching_(std::move(matching)),
      optimizer_(parameterGroups(*network_, *matching_, settings),
                 torch::optim::AdamWOptions(settings.learningRate)),
      device_(deviceOf(settings.source)),
      probabilityWeight_(settings.probabilityWeight),
      featureWeight_(settings.featureWeight),
      clipNorm_(settings.clipNorm),
      autocast_(autocastFor(settings.mixedPrecision, settings.source.onCuda)) {}

DistilOutcome DistilStep::take(const DistilBatch& batch, const TeacherWindows& windows,
                               double learningRate, std::uint64_t seed) {
    torch::manual_seed(seed);
    network_->train();
    const Losses losses = lossesOf(batch, windows);
    const auto loss = losses.probability * probabilityWeight_ + losses.feature * featureWeight_;
    DistilOutcome outcome{.loss = loss.item<double>(),
                          .probabilityLoss = losses.probability.item<double>(),
                          .featureLoss = losses.feature.item<double>(),
                          .agreement = losses.agreement.item<double>()};
    auto parameters = network_->parameters();
    const auto projections = matching_->parameters();
    parameters.insert(parameters.end(), projections.begin(), projections.end());
    outcome.finite = descend(loss, optimizer_, parameters, learningRate, clipNorm_);
    return outcome;
}

DistilStep::Losses DistilStep::lossesOf(const DistilBatch& batch, const TeacherWindows& windows) {
    std::vector<torch::Tensor> features;
    for (const torch::Tensor& feature : batch.features) {
        features.push_back(feature.to(device_));
    }
    const auto probabilities = batch.probabilities.to(device_);
    StudentFeatures student;
    Losses losses;
    {
        const MixedPrecision mixed(autocast_);
        student = matching_->observe(*network_, batch.clips.to(device_), windows);
        losses.feature = matching_->loss(student, features);
    }
    // Kullback and Leibler's divergence but for the teacher's entropy, which moves no weight.
    losses.probability = softCrossEntropy(student.logits, probabilities);
    losses.agreement =
        student.logits.detach().argmax(1).eq(probabilities.argmax(1)).to(torch::kFloat32).mean();
    return losses;
}

}  // namespace handscope::training
