// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the model folder: includes LibTorch.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "model/StmClassifier.h"

namespace handscope::model {

/// A stream through a causal STM network.
///
/// Owns what each block remembers, and the last frames, from which everything is computed anew when
/// further maps or other cuts are asked for: a causal network looks back over a bounded number of
/// frames, so that this is exact. Fewer maps, and evidence of any class, cost nothing anew. Shares
/// the classifier and its thread.
class StmStream : public ScoreStream {
public:
    explicit StmStream(StmClassifier& classifier);

    Prediction push(std::span<const PreparedFrame> frames, const ClassifyRequest& request) override;
    Prediction again(const ClassifyRequest& request) override;
    void reset() override;

private:
    using Frames = std::deque<torch::Tensor>;                      ///< [1, C, H, W] each
    using Points = std::map<std::pair<std::string, Tap>, Frames>;  ///< by where it is read

    StmClassifier& classifier_;
    std::size_t counted_;  ///< frames whose scores are averaged
    std::size_t kept_;     ///< frames from which the counted ones follow exactly
    ClassifyRequest request_;
    StreamHistory history_;
    std::deque<PreparedFrame> frames_;  ///< the last `kept_`
    // Of the last `counted_` frames:
    std::deque<torch::Tensor> scores_;  ///< [classes]
    Frames features_;                   ///< the last block's output
    Points maps_;                       ///< of the request's taps
    Points means_;                      ///< of the request's means

    template <typename Run>
    Prediction forgettingOnFailure(const Run& run);
    bool turnTo(const ClassifyRequest& request);
    void forward(const Clip& frames);
    void startAnew(const ClassifyRequest& request);
    Points pointsOf(const std::vector<TapPoint>& points) const;
    void keepFrames(const torch::Tensor& value, Frames& frames) const;
    FeatureMap plainFrames(const TapPoint& point, const Points& points) const;
    Prediction answer() const;
};

}  // namespace handscope::model
