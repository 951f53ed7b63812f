// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <functional>
#include <stdexcept>

#include "model/Classifier.h"
#include "tests/support/FakeStream.h"

namespace handscope::test {

/// A network that answers what the test says, at once.
class FakeClassifier : public model::Classifier {
public:
    using Answer = std::function<std::vector<float>(const model::Clip&)>;

    FakeClassifier(std::vector<std::string> labels, int segments, Answer answer)
        : answer_(std::move(answer)) {
        description_.name = "fake";
        description_.kind = "stm";
        description_.labels = std::move(labels);
        description_.input.segments = segments;
        description_.input.inputSize = 1;
    }

    /// Streams answer what the test says of all frames since their last reset. Returns what they
    /// were fed: one log for all of them.
    std::shared_ptr<FeedLog> makeCausal(double frameRate) {
        description_.causal = true;
        description_.frameRate = frameRate;
        return log_;
    }

    const model::ModelDescription& description() const noexcept override { return description_; }

    std::unique_ptr<model::ScoreStream> openStream() override {
        return description_.causal
                   ? std::make_unique<FakeStream>(description_.input.segments, answer_, log_)
                   : nullptr;
    }

    std::vector<model::Prediction> classify(std::span<const model::Clip> clips,
                                            const model::ClassifyRequest& request) override {
        std::vector<model::Prediction> predictions;
        for (const model::Clip& clip : clips) {
            model::Prediction prediction{.probabilities = answer_(clip), .logits = {}, .maps = {}};
            for (const model::TapPoint& point : request.taps) {
                prediction.maps.push_back({.point = point,
                                           .frames = static_cast<int>(clip.size()),
                                           .channels = 1,
                                           .height = 1,
                                           .width = 1,
                                           .values = std::vector<float>(clip.size(), 1.0F)});
            }
            predictions.push_back(std::move(prediction));
        }
        calls_ += static_cast<int>(clips.size());
        return predictions;
    }

    int calls() const noexcept { return calls_; }

private:
    model::ModelDescription description_;
    Answer answer_;
    std::atomic<int> calls_{0};
    std::shared_ptr<FeedLog> log_ = std::make_shared<FeedLog>();
};

}  // namespace handscope::test
