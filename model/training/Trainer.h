// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "model/StmConfig.h"
#include "model/training/RunControl.h"

namespace handscope::training {

/// Everything that fixes a supervised run. The defaults are the paper's recipe (section 4.2) with
/// what it leaves out taken from the practice of its family.
struct TrainSettings {
    std::filesystem::path trainPack;
    std::filesystem::path validationPack;  ///< empty: no validation
    std::filesystem::path output;          ///< folder for run.state, best, last and the curve
    std::filesystem::path initialWeights;  ///< ImageNet ResNet or checkpoint; empty: random
    model::StmConfig network;              ///< with the training pack's labels

    int epochs = 50;
    int batch = 64;  ///< clips; of a smaller set, all
    double learningRate = 0.01;
    std::vector<int> milestones{30, 40, 45};  ///< epochs
    double milestoneFactor = 0.1;
    double momentum = 0.9;
    double weightDecay = 5e-4;
    double dropout = 0.5;
    double clipNorm = 20.0;  ///< 0: no clipping
    double warmUpEpochs = 0.0;
    bool mirror = false;       ///< half of the clips, label-correct; needs labels of known symmetry
    bool reverse = false;      ///< in time, likewise
    double photometric = 0.0;  ///< strength of the photometric jitter
    double mixup = 0.0;        ///< alpha of the Beta distribution; 0: none
    std::uint64_t seed = 1;
    std::int64_t stepLimit = 0;  ///< the run ends there, as at the end of an epoch; 0: none
    int curveSteps = 100;        ///< between lines of the curve within an epoch
    int checkpointMinutes = 5;
    int loaderThreads = 1;
    std::uint64_t cacheBytes = std::uint64_t{4} << 30U;
    bool skipBad = false;         ///< items that cannot be used are named and left out
    bool mixedPrecision = false;  ///< bfloat16 where it gains; on CUDA, and on CPUs that have it
    bool onCuda = false;
};

struct TrainReport {
    std::int64_t steps = 0;
    std::int64_t clips = 0;
    double seconds = 0.0;
    std::optional<double> validationTop1;  ///< of the last weights
    std::optional<double> bestTop1;        ///< of the best ones
    std::vector<std::string> skipped;      ///< "name: reason", of both packs
    bool cancelled = false;
};

/// Trains a network with labels; resumes what `output` holds. Writes `best.safetensors` (by top-1
/// of the fast protocol on the validation pack), `last.safetensors` and `curve.csv`; state and last
/// weights every `checkpointMinutes`, at the end of each epoch and when cancelled. Equal settings
/// give equal weights on one machine, and a run that was killed or cancelled and started again
/// gives the same files as one that was not, but for the curve's seconds.
///
/// Blocks until done or cancelled. Throws ModelError: bad items (all whose first or last frame
/// shows it are named before training starts, others when they come), weights without a run in
/// `output`, a network that does not fit the labels, a run with other settings in `output`, a loss
/// that is no number (the last good checkpoint stays), a full disk.
TrainReport train(const TrainSettings& settings, const RunControl& control);

}  // namespace handscope::training
