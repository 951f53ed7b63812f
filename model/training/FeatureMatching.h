// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the model folder: includes LibTorch.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <string>
#include <vector>

#include "model/StmNetwork.h"

namespace handscope::training {

/// What of the student is matched.
struct StudentFeatures {
    torch::Tensor logits;  ///< [N·W, classes]
    torch::Tensor pooled;  ///< [N·W, T, C]: of each frame, before dropout and fc
    torch::Tensor maps;    ///< [N·W, T, C', h', w']: of the block that matches the teacher's maps
};

/// The parts of a clip that a teacher was asked about, W of them: the frames from each start on. A
/// windowed student sees one, the whole clip; a causal one runs over all frames of the clip once
/// and is compared at the end of each part.
struct TeacherWindows {
    std::vector<std::int64_t> starts{0};
    std::int64_t frames = 0;  ///< of each

    std::int64_t count() const noexcept { return static_cast<std::int64_t>(starts.size()); }
};

/// Learned projections from the student's features to the teacher's (FitNets, Romero et al. 2015):
/// a linear map for [C] of the clip and [t, C] of its frames, a 1×1 convolution for maps [t, C, h,
/// w]. The teacher's features are standardised for each frame position and channel: a causal
/// teacher's features grow along the clip whatever it shows, and a student that matched only this
/// would seem to learn.
class FeatureMatchingImpl : public torch::nn::Module {
public:
    /// `shapes`: of the teacher's features of one clip.
    FeatureMatchingImpl(const std::vector<std::vector<std::int64_t>>& shapes,
                        const model::StmConfig& student);

    /// Sets means and standard deviations from a sample [n, …] of each feature.
    void standardiseBy(const std::vector<torch::Tensor>& sample);

    /// Runs the student and collects what is to be matched, window by window of each clip. clips
    /// [N, frames, 3, H, W].
    StudentFeatures observe(model::StmNetworkImpl& student, const torch::Tensor& clips,
                            const TeacherWindows& windows) const;

    /// Mean over the features of the mean squared difference of standardised values, and for
    /// features of frames of that of their means over time as well.
    torch::Tensor loss(const StudentFeatures& student, const std::vector<torch::Tensor>& teacher);

private:
    std::vector<std::vector<std::int64_t>> shapes_;
    std::string lastBlock_;
    std::string mapBlock_;
    std::vector<torch::nn::Linear> linear_;     ///< empty holders for maps
    std::vector<torch::nn::Conv2d> pointwise_;  ///< empty holders for the rest
    std::vector<torch::Tensor> mean_;
    std::vector<torch::Tensor> deviation_;

    torch::Tensor standardised(std::size_t which, const torch::Tensor& feature) const;
    torch::Tensor projected(std::size_t which, const StudentFeatures& student);
};
TORCH_MODULE(FeatureMatching);

}  // namespace handscope::training
