// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the model folder: includes LibTorch.
#pragma once

#include <deque>
#include <vector>

#include "model/StmClassifier.h"

namespace handscope::model {

/// A stream through a causal STM network.
///
/// Owns what each block remembers, and the last frames, from which everything is computed anew when
/// other maps or cuts are asked for: a causal network looks back over a bounded number of frames,
/// so that this is exact. Shares the classifier and its thread.
class StmStream : public ScoreStream {
public:
    explicit StmStream(StmClassifier& classifier);

    Prediction push(std::span<const PreparedFrame> frames, const ClassifyRequest& request) override;
    Prediction again(const ClassifyRequest& request) override;
    void reset() override;

private:
    StmClassifier& classifier_;
    std::size_t counted_;  ///< frames whose scores are averaged
    std::size_t kept_;     ///< frames from which the counted ones follow exactly
    ClassifyRequest request_;
    StreamHistory history_;
    std::deque<PreparedFrame> frames_;             ///< the last `kept_`
    std::deque<torch::Tensor> scores_;             ///< [classes], of the last `counted_` frames
    std::vector<std::deque<torch::Tensor>> maps_;  ///< by tap of the request: [C, H, W] a frame

    template <typename Run>
    Prediction forgettingOnFailure(const Run& run);
    void forward(const Clip& frames);
    void startAnew(const ClassifyRequest& request);
    Prediction answer() const;
};

}  // namespace handscope::model
