// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/labelling/RecordingLabeller.h"

#include <algorithm>
#include <cstdio>
#include <deque>
#include <utility>

#include "app/pipeline/FramePreparation.h"
#include "app/pipeline/ModelWindows.h"
#include "app/pipeline/SameInstant.h"
#include "app/recording/ClipReader.h"

namespace handscope::app {
namespace {

using pipeline::kSameInstant;

pipeline::WindowSampler samplerFor(const capture::SourceDescription& source,
                                   const model::ModelDescription& model,
                                   const LabelSettings& settings) {
    const pipeline::WindowSettings windows =
        pipeline::windowsFor(model, settings.windowLength, settings.windowStride);
    return {windows, pipeline::mayEndWithinAWindow(source, windows)};
}

/// Collects windows and events of one recording as its frames come.
class LabelCollector {
public:
    LabelCollector(const capture::SourceDescription& source, pipeline::WindowBatcher& batcher,
                   const LabelSettings& settings, const LabelProgress& progress)
        : progress_(progress),
          sampler_(samplerFor(source, batcher.description(), settings)),
          clips_(pipeline::framePreparer(batcher.description().input)),
          decision_(batcher.description().labels, settings.decision),
          client_(batcher) {}

    /// False: stopped.
    bool add(const capture::FramePtr& frame) {
        const double pts = frame->pts;
        if (sampler_.push(frame)) {
            decide(0);
            take(decision_.reset());
            round_ = times_.size();
        } else if (!times_.empty() && pts > times_.back()) {
            interval_ = pts - times_.back();
        }
        times_.push_back(pts);
        lastDuration_ = frame->duration;
        return submitDue() && goesOn();
    }

    /// nullopt: stopped.
    std::optional<LabelledRecording> finish() {
        LabelledRecording recording;
        if (!times_.empty()) {
            recording.startSeconds = times_.front();
            recording.endSeconds =
                times_.back() + pipeline::lastFrameSeconds(lastDuration_, interval_);
            recording.shownUntil = times_.back() + std::max(interval_, lastDuration_);
            sampler_.finish(recording.endSeconds);
            if (!submitDue()) {
                return std::nullopt;
            }
        }
        decide(0);
        take(decision_.finish().ended);
        recording.frames = static_cast<std::int64_t>(times_.size());
        recording.windows = std::move(windows_);
        recording.segments = std::move(segments_);
        std::stable_sort(
            recording.segments.begin(), recording.segments.end(),
            [](const LabelSegment& a, const LabelSegment& b) { return a.start < b.start; });
        const auto best = std::max_element(
            recording.segments.begin(), recording.segments.end(),
            [](const LabelSegment& a, const LabelSegment& b) { return a.peakScore < b.peakScore; });
        recording.clipLabel = best == recording.segments.end() ? kNothingFired : best->label;
        return recording;
    }

private:
    /// A window that waits for its scores.
    struct Submitted {
        std::size_t index;  ///< in windows_
        bool wholeRecording;
    };

    const LabelProgress& progress_;
    pipeline::WindowSampler sampler_;
    pipeline::ClipPreparer clips_;
    pipeline::DecisionLayer decision_;
    pipeline::WindowBatcher::Client client_;
    std::deque<Submitted> submitted_;
    std::vector<double> times_;
    double interval_ = 0.0;
    double lastDuration_ = 0.0;
    std::size_t round_ = 0;  ///< the frame at which time began anew: before it, times may be any
    std::vector<LabelSegment> segments_;
    std::vector<LabelledWindow> windows_;

    bool goesOn() const {
        return !progress_ || progress_(times_.back(), windows_.size() - submitted_.size());
    }

    /// One frame can make many windows due. False: stopped.
    bool submitDue() {
        for (bool first = true; const auto window = sampler_.takeNext(); first = false) {
            if (!first && !goesOn()) {
                return false;
            }
            client_.submit(clips_.prepare(*window), window->place);
            submitted_.push_back(
                {.index = windows_.size(), .wholeRecording = window->wholeRecording});
            windows_.push_back({.start = window->start, .end = window->end, .probabilities = {}});
            decide(client_.batcher().mostPending());
        }
        return true;
    }

    /// Takes scores, oldest first, until at most `mayWait` windows wait for theirs.
    void decide(std::size_t mayWait) {
        while (submitted_.size() > mayWait) {
            const Submitted next = submitted_.front();
            submitted_.pop_front();
            LabelledWindow& window = windows_[next.index];
            window.probabilities = client_.take();
            take(decision_.push(window.start, window.end, window.probabilities, next.wholeRecording)
                     .ended);
        }
    }

    void take(std::vector<pipeline::GestureEvent> ended) {
        for (auto& event : ended) {
            segments_.push_back(locate(std::move(event)));
        }
    }

    LabelSegment locate(pipeline::GestureEvent event) const {
        const auto begin = times_.begin() + static_cast<std::ptrdiff_t>(round_);
        const auto frameAt = [&](double seconds) {
            return std::lower_bound(begin, times_.end(), seconds - kSameInstant) - times_.begin();
        };
        // A window may begin after the last frame, which stands in it then.
        const std::int64_t startFrame = std::min(frameAt(event.start), std::ssize(times_) - 1);
        return {.label = std::move(event.label),
                .start = event.start,
                .end = event.end,
                .startFrame = startFrame,
                .endFrame = std::max(startFrame, static_cast<std::int64_t>(frameAt(event.end)) - 1),
                .fired = event.fired,
                .meanScore = event.meanScore,
                .peakScore = event.peakScore,
                .runnerUp = std::move(event.runnerUp),
                .runnerUpScore = event.runnerUpScore};
    }
};

std::string secondsText(double seconds) {
    char buffer[32];
    std::snprintf(buffer, sizeof(buffer), "%.1f s", seconds);
    return buffer;
}

void requireWhole(const LabelledRecording& recording) {
    if (recording.frames == 0) {
        throw noFrames(recording.source.address);
    }
    if (recording.corruptPackets >= recording.frames) {
        throw capture::CaptureError(recording.source.address + " is damaged: of its pictures " +
                                        std::to_string(recording.frames) + " can be decoded, and " +
                                        std::to_string(recording.corruptPackets) +
                                        " packets cannot.",
                                    "Expected a recording that can be decoded for the most part.",
                                    "Copy it again from where it was made.");
    }
    // With longer sound the container's length says little, unless it has cost the one window of a
    // short video: see pipeline::mayEndWithinAWindow().
    const std::optional<double> longest =
        recording.windows.empty() ? recording.source.durationSeconds : std::nullopt;
    const double said = recording.source.streamSeconds.value_or(longest.value_or(0.0));
    const double found = recording.shownUntil - recording.startSeconds;
    if (found < said - pipeline::headerSlack(said)) {
        throw capture::CaptureError(recording.source.address + " ends early: after " +
                                        secondsText(found) + " of " + secondsText(said) + ".",
                                    "Expected the whole recording.",
                                    "Copy it again from where it was made.");
    }
}

}  // namespace

std::optional<LabelledRecording> labelRecording(capture::FrameSource& source,
                                                pipeline::WindowBatcher& batcher,
                                                const LabelSettings& settings,
                                                const LabelProgress& progress) {
    LabelCollector collector(source.description(), batcher, settings, progress);
    while (const capture::FramePtr frame = source.read()) {
        if (!collector.add(frame)) {
            return std::nullopt;
        }
    }
    std::optional<LabelledRecording> recording = collector.finish();
    if (recording) {
        recording->source = source.description();
        recording->corruptPackets = source.counts().corruptPackets;
        requireWhole(*recording);
    }
    return recording;
}

}  // namespace handscope::app
