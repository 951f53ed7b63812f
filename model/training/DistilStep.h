// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the model folder: includes LibTorch.
#pragma once

#include <torch/torch.h>

#include <cstdint>

#include "model/StmNetwork.h"
#include "model/training/DistilBatches.h"
#include "model/training/FeatureMatching.h"
#include "model/training/MixedPrecision.h"

namespace handscope::training {

/// What one step said of its batch.
struct DistilOutcome {
    double loss = 0.0;  ///< the two below, weighted
    double probabilityLoss = 0.0;
    double featureLoss = 0.0;
    double agreement = 0.0;  ///< with the teacher's first class
    bool finite = true;      ///< false: loss or gradient is no number, and no weight moved
};

/// AdamW with weight decay and clipping on a student and on what projects its features to the
/// teacher's. Those two are shared with whoever made the step.
///
/// Owns the optimiser. One thread.
class DistilStep {
public:
    DistilStep(model::StmNetwork network, FeatureMatching matching, const DistilSettings& settings);

    /// One step at this learning rate. `windows`: what of each clip the teacher was asked about.
    /// `seed` fixes what dropout drops. Blocks until the loss is known.
    DistilOutcome take(const DistilBatch& batch, const TeacherWindows& windows, double learningRate,
                       std::uint64_t seed);

    torch::optim::Optimizer& optimizer() noexcept { return optimizer_; }

private:
    struct Losses {
        torch::Tensor probability;
        torch::Tensor feature;
        torch::Tensor agreement;
    };

    model::StmNetwork network_;
    FeatureMatching matching_;
    torch::optim::AdamW optimizer_;
    torch::Device device_;
    double probabilityWeight_;
    double featureWeight_;
    double clipNorm_;
    Autocast autocast_;

    Losses lossesOf(const DistilBatch& batch, const TeacherWindows& windows);
};

}  // namespace handscope::training
