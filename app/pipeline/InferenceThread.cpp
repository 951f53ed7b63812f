// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/InferenceThread.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <exception>
#include <iterator>
#include <utility>

#include "app/pipeline/ModelWindows.h"
#include "app/pipeline/NetworkFailure.h"
#include "app/pipeline/ThreadPriority.h"

namespace handscope::pipeline {
namespace {

void append(std::vector<GestureEvent>& target, std::vector<GestureEvent> events) {
    std::move(events.begin(), events.end(), std::back_inserter(target));
}

}  // namespace

InferenceThread::InferenceThread(std::shared_ptr<model::Classifier> classifier,
                                 FramePreparer preparer, std::shared_ptr<capture::FrameRing> ring,
                                 const InferenceSettings& settings, std::function<void()> onPending)
    : classifier_(std::move(classifier)),
      ring_(std::move(ring)),
      choice_(settings.choice),
      mayBeShort_(settings.mayBeShort),
      sampler_(samplerFor(
          windowsFor(classifier_->description(), settings.windowLength, settings.windowStride))),
      runner_(classifier_, preparer, settings.decision),
      inspector_(classifier_, preparer),
      request_(settings.request),
      mailbox_(std::move(onPending)),
      thread_([this](const std::stop_token& stop) { work(stop); }) {}

void InferenceThread::setRequest(model::ClassifyRequest request) {
    {
        const std::lock_guard lock(controlMutex_);
        request_ = std::move(request);
        requestChanged_ = true;
    }
    control_.notify_all();
    ring_->wake();
}

void InferenceThread::setDecision(const DecisionSettings& settings) {
    DecisionLayer({"probe"}, settings);  // refuses bad settings here, on the caller's thread
    const std::lock_guard lock(controlMutex_);
    newDecision_ = settings;
}

void InferenceThread::setWindows(double length, double stride) {
    const WindowSettings windows = windowsFor(classifier_->description(), length, stride);
    static_cast<void>(samplerFor(windows));  // refuses bad settings here
    const std::lock_guard lock(controlMutex_);
    newWindows_ = windows;
}

void InferenceThread::inspect(Inspection inspection) {
    {
        const std::lock_guard lock(controlMutex_);
        inspection_ = std::move(inspection);
    }
    control_.notify_all();
    ring_->wake();
}

void InferenceThread::waitUntilFinished() {
    std::unique_lock lock(controlMutex_);
    control_.wait(lock, [this] { return done_; });
}

void InferenceThread::work(const std::stop_token& stop) {
    if (choice_ == WindowChoice::Newest) {
        // Before the network's own threads start, which are as this one is.
        stepBehind(Background::Network);
    }
    try {
        drain(stop);
        if (stop.stop_requested()) {
            closeSegments();
        } else {
            finish();
        }
        markDone();
        answerUntil(stop, Run::Ended);
    } catch (const std::exception& error) {
        fail(networkFailure(error));
    } catch (...) {
        fail(networkFailure("The network stopped for an unknown reason."));
    }
    markDone();
    answerUntil(stop, Run::Failed);
}

void InferenceThread::markDone() {
    {
        const std::lock_guard lock(controlMutex_);
        done_ = true;
    }
    control_.notify_all();
}

void InferenceThread::drain(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        auto frame = ring_->pop(stop);
        // The last frames may have come since pop() was woken; after close() there are no more.
        if (!frame && ring_->closed() && ring_->size() == 0) {
            sampler_.finish(lastPts_ + lastFrameSeconds(lastDuration_, lastInterval_));
            runDueWindows(stop);
            return;
        }
        if (!frame) {
            answerWaiting();
            continue;
        }
        adoptWindows();
        accept(std::move(*frame));
        // What waits already, and no more: a source faster than this loop must not hold up the
        // windows.
        for (std::size_t waiting = choice_ == WindowChoice::Newest ? ring_->size() : 0; waiting > 0;
             --waiting) {
            if (auto more = ring_->tryPop()) {
                accept(std::move(*more));
            }
        }
        runDueWindows(stop);
        inspectMoment();
    }
}

WindowSampler InferenceThread::samplerFor(const WindowSettings& windows) const {
    return {windows, !mayBeShort_ || mayBeShort_(windows)};
}

void InferenceThread::adoptWindows() {
    std::optional<WindowSettings> windows;
    {
        const std::lock_guard lock(controlMutex_);
        windows = std::exchange(newWindows_, std::nullopt);
    }
    if (!windows || *windows == sampler_.settings()) {
        return;
    }
    missedBefore_ += sampler_.missed();
    // What is left of a recording is no whole one.
    sampler_ = sawFrame_ ? WindowSampler(*windows, /*mayBeShort=*/false) : samplerFor(*windows);
    auto ended = runner_.decisionLayer().reset();
    mailbox_.update([&](PipelineUpdate& update) { append(update.events, std::move(ended)); });
}

void InferenceThread::accept(capture::FramePtr frame) {
    const double pts = frame->pts;
    lastDuration_ = frame->duration;
    if (sampler_.push(std::move(frame))) {
        auto ended = runner_.decisionLayer().reset();
        mailbox_.update([&](PipelineUpdate& update) {
            update.timeStartedAnew = true;
            update.olderScores = update.scores.size();
            update.latest.reset();
            append(update.events, std::move(ended));
        });
    } else if (sawFrame_ && pts > lastPts_) {
        lastInterval_ = pts - lastPts_;
    }
    lastPts_ = pts;
    sawFrame_ = true;
}

void InferenceThread::runDueWindows(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        auto window = choice_ == WindowChoice::Newest ? sampler_.takeNewest() : sampler_.takeNext();
        if (!window) {
            return;
        }
        runOne(std::move(*window));
    }
}

void InferenceThread::runOne(Window window) {
    model::ClassifyRequest request;
    std::optional<DecisionSettings> decision;
    {
        const std::lock_guard lock(controlMutex_);
        request = request_;
        requestChanged_ = false;
        decision = std::exchange(newDecision_, std::nullopt);
    }
    if (decision) {
        runner_.decisionLayer().setSettings(std::move(*decision));
    }
    WindowOutcome outcome = runner_.run(std::move(window), request);
    ++windows_;
    lastWindow_ = outcome.window;
    const auto now = std::chrono::steady_clock::now();
    rate_.add(now);
    const InferenceCounts counts{.windows = windows_,
                                 .missed = missedBefore_ + sampler_.missed(),
                                 .windowsPerSecond = rate_.perSecond(now)};
    mailbox_.update([&](PipelineUpdate& update) {
        update.counts = counts;
        update.scores.push_back({outcome.window.end, outcome.decision.smoothed});
        append(update.events, outcome.decision.ended);
        append(update.events, outcome.decision.fired);
        update.latest = std::move(outcome);
    });
}

void InferenceThread::finish() {
    Decision last = runner_.decisionLayer().finish();
    mailbox_.update([&](PipelineUpdate& update) {
        update.finished = true;
        update.counts.windows = windows_;
        update.counts.missed = missedBefore_ + sampler_.missed();
        append(update.events, std::move(last.fired));
        append(update.events, std::move(last.ended));
    });
}

void InferenceThread::fail(const model::ModelError& error) {
    spdlog::error("Inference stopped: {}", error.what());
    closeSegments();
    mailbox_.update([&](PipelineUpdate& update) { update.error = error; });
}

/// A run that is stopped or fails still says how its open events ended.
void InferenceThread::closeSegments() {
    auto ended = runner_.decisionLayer().reset();
    if (!ended.empty()) {
        mailbox_.update([&](PipelineUpdate& update) { append(update.events, std::move(ended)); });
    }
}

void InferenceThread::answerWaiting() {
    refreshMaps();
    inspectMoment();
}

void InferenceThread::inspectMoment() {
    std::optional<Inspection> inspection;
    {
        const std::lock_guard lock(controlMutex_);
        inspection = std::exchange(inspection_, std::nullopt);
    }
    if (inspection) {
        auto answer = inspector_.inspect(*inspection);
        mailbox_.update([&](PipelineUpdate& update) { update.inspection = std::move(answer); });
    }
}

void InferenceThread::refreshMaps() {
    model::ClassifyRequest request;
    {
        const std::lock_guard lock(controlMutex_);
        if (!std::exchange(requestChanged_, false)) {
            return;
        }
        request = request_;
    }
    if (!lastWindow_ || request.taps.empty()) {
        return;
    }
    WindowMaps refreshed{.frames = lastWindow_->frames,
                         .maps = runner_.classify(*lastWindow_, request).maps};
    mailbox_.update([&](PipelineUpdate& update) { update.refreshed = std::move(refreshed); });
}

/// After a failure nothing is refreshed, but questions are answered, if only by an error.
void InferenceThread::answerUntil(const std::stop_token& stop, Run run) {
    const bool refreshes = run == Run::Ended;
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock(controlMutex_);
            control_.wait(lock, stop,
                          [&] { return inspection_ || (refreshes && requestChanged_); });
        }
        if (stop.stop_requested()) {
            return;
        }
        if (refreshes) {
            refreshMaps();
        }
        inspectMoment();
    }
}

}  // namespace handscope::pipeline
