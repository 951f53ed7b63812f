// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the model folder: includes LibTorch.
#pragma once

#include <torch/torch.h>

#include <span>
#include <string>

#include "model/ClipStack.h"
#include "model/StmNetwork.h"

namespace handscope::model {

/// A trained STM network in some form that computes: as written, or folded for inference.
///
/// Owns its weights. One thread at a time may call frameScores() and clipScores().
class ForwardPass {
public:
    virtual ~ForwardPass() = default;

    /// clips [N, T, 3, S, S], fp32 on the CPU, normalised → the scores of each frame [N, T,
    /// classes], fp32 on the CPU. `probes` may be null; the maps and means that they ask for are
    /// left in them, maps [N·T, C, H, W] of any type, means [N·T, 1, H, W] in fp32, on any device.
    /// With `history` (causal networks only) the frames go on where those of the last call ended;
    /// only the engine that filled it may read it. Must run under c10::InferenceMode. Throws what
    /// LibTorch throws.
    virtual torch::Tensor frameScores(const torch::Tensor& clips, Probes* probes,
                                      StreamHistory* history) = 0;

    /// The same of clips of prepared frames, all of one length and of the network's size. An engine
    /// for another device may keep frames there for the clips to come.
    virtual torch::Tensor clipScores(std::span<const Clip> clips, Probes* probes,
                                     StreamHistory* history) {
        return frameScores(stackClips(clips), probes, history);
    }

    /// For people, such as "folded, bf16"; empty for the network as written.
    virtual std::string summary() const = 0;
};

}  // namespace handscope::model
