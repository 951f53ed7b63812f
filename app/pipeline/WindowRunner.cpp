// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/WindowRunner.h"

#include <algorithm>
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
      preparer_(std::move(preparer)),
      decision_(classifier_->description().labels, std::move(settings)) {}

model::Prediction WindowRunner::classify(const Window& window,
                                         const model::ClassifyRequest& request) {
    return classifier_->classifyOne(prepare(window), request);
}

model::Clip WindowRunner::prepare(const Window& window) {
    decltype(prepared_) current;
    model::Clip clip;
    const auto isFrame = [](const capture::FramePtr& frame) {
        return [&frame](const auto& entry) { return entry.first == frame; };
    };
    for (const capture::FramePtr& frame : window.frames) {
        const auto now = std::find_if(current.begin(), current.end(), isFrame(frame));
        if (now == current.end()) {
            const auto before = std::find_if(prepared_.begin(), prepared_.end(), isFrame(frame));
            current.emplace_back(frame,
                                 before == prepared_.end() ? preparer_(*frame) : before->second);
            clip.push_back(current.back().second);
        } else {
            clip.push_back(now->second);
        }
    }
    prepared_ = std::move(current);
    return clip;
}

WindowOutcome WindowRunner::run(Window window, const model::ClassifyRequest& request) {
    const auto begun = Clock::now();
    const model::Clip clip = prepare(window);
    const auto preparedAt = Clock::now();
    auto prediction = classifier_->classifyOne(clip, request);
    const auto forwardAt = Clock::now();
    WindowOutcome outcome;
    outcome.probabilities = std::move(prediction.probabilities);
    outcome.maps = std::move(prediction.maps);
    outcome.decision =
        decision_.push(window.start, window.end, outcome.probabilities, window.wholeRecording);
    outcome.times = {.wait = milliseconds(begun - window.newestCapture),
                     .prepare = milliseconds(preparedAt - begun),
                     .forward = milliseconds(forwardAt - preparedAt),
                     .decide = milliseconds(Clock::now() - forwardAt)};
    outcome.window = std::move(window);
    return outcome;
}

}  // namespace handscope::pipeline
