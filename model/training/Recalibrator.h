// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "model/Checkpoint.h"
#include "model/training/Evaluation.h"
#include "model/training/Miner.h"
#include "model/training/RunControl.h"

namespace handscope::training {

/// What a network's BN statistics, and how often it names each class, are measured on.
struct RecalibrationSettings {
    std::filesystem::path model;  ///< an STM checkpoint
    DrawSource source;            ///< its teacher is not asked, and its labels are the model's
    std::filesystem::path heldOutPack;   ///< videos that are not trained on; empty: none
    std::filesystem::path heldOutMined;  ///< draws from them, to compare on
    std::int64_t clips = 1024;           ///< 0: the statistics stay, and no logit is adjusted
    int batch = 64;  ///< clips whose mean and variance are taken at once: large, so that they hold
    /// Logit adjustment (Menon et al. 2021): how many times the logarithm of a class's mean
    /// probability over the draws its logit loses. 0: the last layer stays; 1: a class that was
    /// rarely drawn is named as readily as one that was drawn often.
    double logitAdjustment = 0.0;
    /// Logits are divided by it (temperature scaling, Guo et al. 2017, "On Calibration of Modern
    /// Neural Networks"): below 1 scores grow surer, above less sure, and what comes first stays.
    double temperature = 1.0;
    std::uint64_t seed = 1;
    int loaderThreads = 1;
};

struct Recalibration {
    model::Checkpoint checkpoint;      ///< F32, with the model's own metadata
    std::optional<Evaluation> before;  ///< on the held-out draws
    std::optional<Evaluation> after;
    bool cancelled = false;  ///< the checkpoint is none then
};

/// Measures a network's BN statistics anew, as means over random draws as they come, without
/// disguises, mixed clips and jitter; the weights stay, but for the last layer's bias where logits
/// are adjusted (on the same draws, with the new statistics), and for the whole last layer where
/// they are divided by a temperature. Those that training leaves are of what it was shown, and
/// moving means of weights that have changed meanwhile; those of a mean of networks are of no
/// network at all (Izmailov et al. 2018, "Averaging Weights Leads to Wider Optima"; Jordan et al.
/// 2023, "REPAIR"). Equal settings give equal statistics on one machine.
///
/// Blocks until done or cancelled. Throws ModelError.
Recalibration recalibrate(const RecalibrationSettings& settings, const RunControl& control);

}  // namespace handscope::training
