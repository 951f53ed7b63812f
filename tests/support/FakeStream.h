// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <functional>
#include <memory>
#include <stdexcept>
#include <vector>

#include "model/Classifier.h"

namespace handscope::test {

/// What a stream was told, by the first value of each frame.
struct FeedLog {
    std::vector<std::vector<float>> pushes;
    int resets = 0;
    int repeats = 0;  ///< calls of again()
};

/// A causal network's stream that notes what it is fed and answers what the test says of all frames
/// since the last reset.
class FakeStream : public model::ScoreStream {
public:
    using Answer = std::function<std::vector<float>(const model::Clip&)>;

    FakeStream(int segments, Answer answer, std::shared_ptr<FeedLog> log)
        : segments_(static_cast<std::size_t>(segments)),
          answer_(std::move(answer)),
          log_(std::move(log)) {}

    model::Prediction push(std::span<const model::PreparedFrame> frames,
                           const model::ClassifyRequest& request) override {
        std::vector<float> values;
        for (const model::PreparedFrame& frame : frames) {
            values.push_back(frame->front());
            fed_.push_back(frame);
        }
        log_->pushes.push_back(values);
        return answer(request);
    }

    model::Prediction again(const model::ClassifyRequest& request) override {
        if (fed_.empty()) {
            throw std::logic_error("nothing was fed");
        }
        ++log_->repeats;
        return answer(request);
    }

    void reset() override {
        ++log_->resets;
        fed_.clear();
    }

private:
    std::size_t segments_;
    Answer answer_;
    std::shared_ptr<FeedLog> log_;
    model::Clip fed_;

    /// A map of the first value of each of the last frames.
    model::FeatureMap map(const model::TapPoint& point) const {
        const std::size_t shown = std::min(segments_, fed_.size());
        model::FeatureMap map{.point = point,
                              .frames = static_cast<int>(shown),
                              .channels = 1,
                              .height = 1,
                              .width = 1,
                              .values = {}};
        for (std::size_t i = fed_.size() - shown; i < fed_.size(); ++i) {
            map.values.push_back(fed_[i]->front());
        }
        return map;
    }

    model::Prediction answer(const model::ClassifyRequest& request) const {
        model::Prediction prediction{.probabilities = answer_(fed_), .logits = {}, .maps = {}};
        for (const model::TapPoint& point : request.taps) {
            prediction.maps.push_back(map(point));
        }
        for (const model::TapPoint& point : request.means) {
            prediction.means.push_back(map(point));
        }
        for (const int classIndex : request.evidence) {
            prediction.evidence.push_back({.classIndex = classIndex, .map = map({})});
        }
        return prediction;
    }
};

}  // namespace handscope::test
