// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/WindowRunner.h"

#include <chrono>

namespace handscope::pipeline {
namespace {

using Clock = std::chrono::steady_clock;

double milliseconds(Clock::duration duration) {
    return std::chrono::duration<double, std::milli>(duration).count();
}

}  // namespace

WindowRunner::WindowRunner(std::shared_ptr<model::Classifier> classifier, FramePreparer preparer,
                           DecisionSettings settings)
    : classifier_(std::move(classifier)),
      feeder_(StreamFeeder::open(*classifier_)),
      clips_(std::move(preparer)),
      decision_(classifier_->description().labels, std::move(settings)) {}

model::Prediction WindowRunner::classify(const Window& window,
                                         const model::ClassifyRequest& request) {
    if (feeder_ && feeder_->holds(window.place)) {
        return feeder_->again(request);
    }
    return classifier_->classifyOne(clips_.prepare(window), request);
}

model::Prediction WindowRunner::forward(const GridPlace& place, const model::Clip& clip,
                                        const model::ClassifyRequest& request) {
    return feeder_ ? feeder_->push(place, clip, request) : classifier_->classifyOne(clip, request);
}

WindowOutcome WindowRunner::run(Window window, const model::ClassifyRequest& request,
                                ClipChange change) {
    const auto begun = Clock::now();
    const model::Clip clip = clips_.prepare(window);
    const auto preparedAt = Clock::now();
    const int side = classifier_->description().input.inputSize;
    auto prediction = change == ClipChange::None
                          ? forward(window.place, clip, request)
                          : classifier_->classifyOne(changed(clip, change, side), request);
    const auto forwardAt = Clock::now();
    WindowOutcome outcome;
    outcome.probabilities = std::move(prediction.probabilities);
    outcome.maps = std::move(prediction.maps);
    outcome.evidence = std::move(prediction.evidence);
    outcome.decision =
        decision_.push(window.start, window.end, outcome.probabilities, window.wholeRecording);
    outcome.times = {.capture = milliseconds(window.newestConversion),
                     .wait = milliseconds(begun - window.newestCapture - window.newestConversion),
                     .prepare = milliseconds(preparedAt - begun),
                     .forward = milliseconds(forwardAt - preparedAt),
                     .decide = milliseconds(Clock::now() - forwardAt)};
    outcome.window = std::move(window);
    return outcome;
}

}  // namespace handscope::pipeline
