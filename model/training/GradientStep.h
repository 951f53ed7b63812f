// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the model folder: includes LibTorch.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <vector>

#include "model/StmNetwork.h"
#include "model/training/MixedPrecision.h"
#include "model/training/TrainBatches.h"

namespace handscope::training {

/// The mean over the batch of −Σ target · log softmax(logits), [N, classes] each → a scalar.
torch::Tensor softCrossEntropy(const torch::Tensor& logits, const torch::Tensor& targets);

/// One step of the optimiser down the loss, with gradients of `parameters` whose norm is `clipNorm`
/// at most (0: any). False, and no weight moved, where the loss or that norm is no finite number.
bool descend(const torch::Tensor& loss, torch::optim::Optimizer& optimizer,
             const std::vector<torch::Tensor>& parameters, double learningRate, double clipNorm);

/// What one step said of its batch.
struct StepOutcome {
    double loss = 0.0;
    double accuracy = 0.0;  ///< top-1, against the larger target where clips are mixed
    bool finite = true;     ///< false: loss or gradient is no number, and no weight moved
};

/// SGD with momentum, weight decay and clipping on one network.
///
/// Owns the optimiser. One thread.
class GradientStep {
public:
    GradientStep(model::StmNetwork network, const TrainSettings& settings);

    /// One step at this learning rate. `seed` fixes what dropout drops. Blocks until the loss is
    /// known.
    StepOutcome take(const TrainBatch& batch, double learningRate, std::uint64_t seed);

    torch::optim::Optimizer& optimizer() noexcept { return optimizer_; }

private:
    model::StmNetwork network_;
    torch::optim::SGD optimizer_;
    double clipNorm_;
    Autocast autocast_;
};

}  // namespace handscope::training
