// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the model folder: includes LibTorch.
#pragma once

#include <torch/torch.h>

#include <vector>

#include "model/training/Distiller.h"
#include "model/training/DrawLoader.h"
#include "model/training/FeatureMatching.h"
#include "model/training/MinedSet.h"
#include "model/training/RandomStream.h"
#include "model/training/Teacher.h"

namespace handscope::training {

/// What one step of a distillation learns from.
struct DistilBatch {
    torch::Tensor clips;                  ///< [N, frames, 3, S, S], as the network takes them
    torch::Tensor probabilities;          ///< [N·W, classes]: of W windows of each clip
    std::vector<torch::Tensor> features;  ///< the teacher's, each [N·W, …]
};

/// Makes the batch of any step from the settings' seed and the step alone, so that a resumed run
/// sees what an uninterrupted one would. Mixes mined draws, chosen by class, with fresh ones.
///
/// A windowed student sees the middles of T equal parts of a draw. A causal one sees all of its
/// frames, and as many before them; the teacher names the stretch before, the middle and the draw.
///
/// Owns packs, mined set and teacher. Any thread may make batches.
class DistilBatches {
public:
    /// Throws ModelError.
    explicit DistilBatches(const DistilSettings& settings);

    DistilBatch make(std::int64_t step);

    /// The teacher's features of a fixed sample of `count` draws, each [count or more, …].
    std::vector<torch::Tensor> sampleFeatures(std::int64_t count);

    const std::vector<std::vector<std::int64_t>>& featureShapes() const noexcept { return shapes_; }

    /// What of a clip the teacher was asked about.
    const TeacherWindows& windows() const noexcept { return windows_; }

    /// How many draws were mined, and how they were chosen; "0" without any.
    std::string mined() const {
        return mined_ ? std::to_string(mined_->size()) + " " + mined_->choice() : "0";
    }

    /// What the draws depend on, as text.
    std::string fingerprint() const { return loader_.planner.fingerprint(); }

private:
    /// One clip's targets, and its frames as the student sees them, 0 … 255.
    struct Example {
        torch::Tensor frames;
        torch::Tensor probabilities;          ///< [W, classes]
        std::vector<torch::Tensor> features;  ///< each [W, …]
    };
    /// What is known of a draw before the teacher is asked: a mined one's own window.
    struct Question {
        DrawPlan plan;
        std::optional<std::size_t> mined;
    };

    const DistilSettings settings_;
    DrawLoader loader_;
    std::optional<MinedSet> mined_;
    std::optional<Teacher> teacher_;
    std::vector<std::vector<std::int64_t>> shapes_;
    std::vector<double> cumulativeClassWeight_;
    std::vector<std::int64_t> studentPlaces_;
    TeacherWindows windows_;
    int history_ = 0;  ///< frames before a draw's own

    /// How many clips of a batch come from where.
    struct Mix {
        std::int64_t fresh = 0;
        std::int64_t varied = 0;
        std::int64_t mined = 0;
    };

    Mix mix() const;
    std::size_t chooseMined(RandomStream& random) const;
    void chooseFrames();
    Example replay(std::size_t mined) const;
    std::vector<torch::Tensor> rendered(const std::vector<Question>& questions) const;
    std::vector<Example> asked(const std::vector<Question>& questions);
    std::vector<Example> examples(const Mix& mix, RandomStream random);
    DistilBatch collate(const std::vector<Example>& examples, RandomStream& random) const;
    void mixUp(DistilBatch& batch, RandomStream& random) const;
};

/// Frames before a draw's own that a student is shown: as many again for a causal one.
int historyFrames(int frames, const model::StmConfig& student);

/// The frames that a windowed student of T frames sees of a draw of `frames`: the middles of T
/// equal parts.
std::vector<std::int64_t> studentPlaces(int frames, int segments);

/// The places, in a draw of `frames` with its history before it, of what a student is shown: those
/// of studentPlaces(), or all of them for a causal one.
std::vector<std::int64_t> placesShown(int frames, const model::StmConfig& student);

/// Frames 0 … 255 brought to the student's size, antialiased.
torch::Tensor resizedTo(const torch::Tensor& frames, int side);

/// What a student is shown of a draw: uint8 [frames, 3, S, S], of a causal one with what comes
/// before. Throws ModelError for frames that cannot be decoded.
torch::Tensor shownClip(const DrawLoader& loader, const DrawPlan& plan,
                        const model::StmConfig& student);

}  // namespace handscope::training
