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
    torch::Tensor logits;  ///< [N, classes]
    torch::Tensor pooled;  ///< [N, T, C]: of each frame, before dropout and fc
    torch::Tensor maps;    ///< [N, T, C', h', w']: of the block that matches the teacher's maps
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

    /// Runs the student and collects what is to be matched. clips [N, T, 3, H, W].
    StudentFeatures observe(model::StmNetworkImpl& student, const torch::Tensor& clips) const;

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
