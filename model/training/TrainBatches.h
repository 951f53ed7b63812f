// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the model folder: includes LibTorch.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "model/LabelSymmetry.h"
#include "model/training/ClipPack.h"
#include "model/training/RandomStream.h"
#include "model/training/Trainer.h"
#include "model/training/VideoStore.h"

namespace handscope::training {

/// What one step of a supervised run learns from.
struct TrainBatch {
    /// [N, T, 3, S, S], as the network takes them; of a causal one, at its frame rate, the whole
    /// clip or causalClipFrames() of it, and its first frame before it where it is shorter.
    torch::Tensor clips;
    torch::Tensor targets;  ///< [N, classes], rows of sum 1
};

/// Frames of a clip that a causal network is trained on: long enough that a long history is no
/// surprise to it.
std::int64_t causalClipFrames(const model::StmConfig& network);

/// Makes the batch of any step from the settings' seed and the step alone, so that a resumed run
/// sees what an uninterrupted one would. An epoch shows each clip once, in an order of its own;
/// what does not fill a batch at its end is left for another epoch.
///
/// Owns the frames' cache. Any thread may make batches; cropping and light happen on `device`.
class TrainBatches {
public:
    /// `items`: those of the pack that are trained on. Throws ModelError where the network's labels
    /// are not the pack's, and where mirroring or reversal is asked for labels of unknown symmetry.
    TrainBatches(const TrainSettings& settings, std::shared_ptr<const ClipPack> pack,
                 std::vector<std::size_t> items, torch::Device device);

    /// `step` counts from 0. Blocks on the disk. Throws ModelError for a clip that cannot be
    /// decoded; with `skipBad` the next one of the epoch takes its place.
    TrainBatch make(std::int64_t step);

    std::int64_t batch() const noexcept { return batch_; }  ///< clips
    std::int64_t stepsPerEpoch() const noexcept;

    /// "name: reason" of clips that make() had to replace.
    std::vector<std::string> replaced() const;

private:
    struct Example {
        torch::Tensor frames;  ///< [T, 3, S, S]
        int label = 0;
    };

    const TrainSettings settings_;
    VideoStore store_;
    model::LabelSymmetry symmetry_;
    std::vector<std::size_t> items_;
    torch::Device device_;
    std::int64_t batch_;
    mutable std::mutex mutex_;
    std::set<std::string> replaced_;

    std::vector<std::size_t> orderOf(std::int64_t epoch) const;
    Example example(std::size_t item, RandomStream random);
    std::optional<Example> exampleIfGood(std::size_t item, const RandomStream& random);
    void mixUp(TrainBatch& batch, RandomStream& random) const;
};

}  // namespace handscope::training
