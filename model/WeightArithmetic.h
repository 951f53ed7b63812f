// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "model/Checkpoint.h"

namespace handscope::model {

/// The mean of networks of one shape, each with its share, which need not add up to 1 (model soups,
/// Wortsman et al., ICML 2022): of runs that began with the same weights it is often better than
/// each of them. Weights as F32; what says what the network is comes from the first. BN's running
/// statistics are averaged like weights, which is a beginning only: they are of no network at all,
/// and are to be measured anew (training::recalibrate()).
///
/// Throws ModelError for checkpoints of different networks, shares that are no shares, and fewer
/// than two checkpoints.
Checkpoint meanOf(std::span<const Checkpoint> checkpoints, std::span<const double> shares);

/// Whether a checkpoint of ours is of a causal network; false for others.
bool isCausal(const Checkpoint& checkpoint);

/// Brings the taps of temporal kernels from a windowed network's places ([t − 1, t, t + 1]) to a
/// causal one's ([t − 2, t − 1, t]), or back: what passes t still does, so does what passes t − 1,
/// and what looks ahead looks back as far as can be. Expects F32.
void reorderTaps(Checkpoint& checkpoint, bool toCausal);

/// `network` with what another run learned between `before` and `after` added to its weights (task
/// arithmetic, Ilharco et al., ICLR 2023): a causal network takes over what the windowed one that
/// it began with has learned since, the taps of temporal kernels each in its own place. Weights as
/// F32; what says what the network is stays. BN's running variances are kept from falling below 0,
/// and its statistics are to be measured anew.
///
/// Throws ModelError when `before` and `after` are different networks, or hold other tensors than
/// `network`.
Checkpoint withLearned(const Checkpoint& network, const Checkpoint& before,
                       const Checkpoint& after);

}  // namespace handscope::model
