// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "model/StmConfig.h"
#include "model/training/Miner.h"
#include "model/training/RunControl.h"

namespace handscope::training {

/// Everything that fixes a distillation: a network learns what a teacher says, and computes on the
/// way, of windows drawn from unlabelled video.
struct DistilSettings {
    DrawSource source;
    std::filesystem::path mined;  ///< draws that the teacher has named; empty: fresh ones only
    std::filesystem::path heldOutPack;     ///< videos that are not trained on; empty: none
    std::filesystem::path heldOutMined;    ///< draws from them
    std::filesystem::path output;          ///< folder for run.state, best, last and the curve
    std::filesystem::path initialWeights;  ///< empty: random
    /// Another run's folder: its averaged weights, where initialWeights names none, and its
    /// projections to the teacher's features are what this one begins with, at another learning
    /// rate, size or mix. Empty: none.
    std::filesystem::path initialRun;
    model::StmConfig network;

    std::int64_t steps = 20'000;
    int batch = 16;
    double freshShare = 0.2;   ///< of a batch: random draws that the teacher is asked about now
    double variedShare = 0.5;  ///< of a batch: mined draws varied, and asked about now
    double balance = 0.7;      ///< of mined draws: 0 as they occur, 1 every class alike
    double learningRate = 1e-3;
    double warmUpSteps = 200;
    double weightDecay = 0.02;
    double clipNorm = 3.0;  ///< 0: no clipping
    double dropout = 0.0;
    double probabilityWeight = 1.0;
    double featureWeight = 1.0;
    double temperature = 1.0;     ///< below 1 sharpens the teacher's probabilities
    DisguiseSettings disguise;    ///< of the draws that the teacher is asked about now
    double mixup = 0.2;           ///< alpha of the Beta distribution; 0: none
    double photometric = 0.8;     ///< of the student's clips alone, beside the draw's own light
    double averageDecay = 0.998;  ///< of the weights' moving average
    std::uint64_t seed = 1;
    int evaluateEvery = 500;  ///< steps
    int checkpointMinutes = 5;
    int loaderThreads = 1;
    bool mixedPrecision = false;  ///< bfloat16 where it gains; on CUDA, and on CPUs that have it
};

struct DistilReport {
    std::int64_t steps = 0;
    std::int64_t clips = 0;
    double seconds = 0.0;
    std::optional<double> balancedAgreement;  ///< of the best weights, on held-out draws
    std::optional<double> agreement;          ///< of the last ones
    bool cancelled = false;
};

/// Distils; resumes what `output` holds. Writes `best.safetensors` (by class-balanced top-1
/// agreement on the held-out draws), `last.safetensors` (both of the averaged weights) and
/// `curve.csv`. Blocks until done or cancelled. Throws ModelError: bad packs, a teacher of another
/// shape, weights without a run in `output`, a loss that is no number (the last good checkpoint
/// stays), a full disk.
DistilReport distil(const DistilSettings& settings, const RunControl& control);

}  // namespace handscope::training
