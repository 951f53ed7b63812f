// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/RecordingLabeller.h"

#include <algorithm>
#include <utility>

#include "app/pipeline/FramePreparation.h"
#include "app/pipeline/WindowRunner.h"

namespace handscope::app {
namespace {

constexpr const char* kNothing = "No gesture";
constexpr double kSameInstant = 1e-6;

/// Collects windows and events of one recording as its frames come.
class Collector {
public:
    Collector(const std::shared_ptr<model::Classifier>& classifier, const LabelSettings& settings)
        : sampler_({.length = settings.windowLength,
                    .stride = settings.windowStride,
                    .segments = classifier->description().input.segments},
                   /*mayBeShort=*/true),
          runner_(classifier, pipeline::framePreparer(classifier->description().input),
                  settings.decision) {}

    void add(const capture::FramePtr& frame) {
        const double pts = frame->pts;
        if (sampler_.push(frame)) {
            take(runner_.decisionLayer().reset());
            round_ = times_.size();
        } else if (!times_.empty() && pts > times_.back()) {
            interval_ = pts - times_.back();
        }
        times_.push_back(pts);
        runDue();
    }

    LabelledRecording finish() {
        LabelledRecording recording;
        if (!times_.empty()) {
            recording.startSeconds = times_.front();
            recording.endSeconds = times_.back() + interval_;
            sampler_.finish(recording.endSeconds);
            runDue();
        }
        take(runner_.decisionLayer().finish());
        recording.frames = static_cast<std::int64_t>(times_.size());
        recording.windows = std::move(windows_);
        recording.segments = std::move(segments_);
        std::stable_sort(recording.segments.begin(), recording.segments.end(),
                         [](const LabelledSegment& a, const LabelledSegment& b) {
                             return a.event.start < b.event.start;
                         });
        const auto best = std::max_element(recording.segments.begin(), recording.segments.end(),
                                           [](const LabelledSegment& a, const LabelledSegment& b) {
                                               return a.event.peakScore < b.event.peakScore;
                                           });
        recording.clipLabel = best == recording.segments.end() ? kNothing : best->event.label;
        return recording;
    }

private:
    pipeline::WindowSampler sampler_;
    pipeline::WindowRunner runner_;
    std::vector<double> times_;
    double interval_ = 0.0;
    std::size_t round_ = 0;  ///< the frame at which time began anew: before it, times may be any
    std::vector<LabelledSegment> segments_;
    std::vector<LabelledWindow> windows_;

    void runDue() {
        while (auto window = sampler_.takeNext()) {
            auto outcome = runner_.run(std::move(*window));
            windows_.push_back({.start = outcome.window.start,
                                .end = outcome.window.end,
                                .probabilities = std::move(outcome.probabilities)});
            take(std::move(outcome.decision.ended));
        }
    }

    void take(std::vector<pipeline::GestureEvent> ended) {
        for (auto& event : ended) {
            segments_.push_back(locate(std::move(event)));
        }
    }

    LabelledSegment locate(pipeline::GestureEvent event) const {
        const auto begin = times_.begin() + static_cast<std::ptrdiff_t>(round_);
        const auto frameAt = [&](double seconds) {
            return std::lower_bound(begin, times_.end(), seconds - kSameInstant) - times_.begin();
        };
        LabelledSegment segment{.event = std::move(event)};
        segment.startFrame = frameAt(segment.event.start);
        segment.endFrame =
            std::max(segment.startFrame, static_cast<std::int64_t>(frameAt(segment.event.end)) - 1);
        return segment;
    }
};

}  // namespace

std::optional<LabelledRecording> labelRecording(
    capture::FrameSource& source, const std::shared_ptr<model::Classifier>& classifier,
    const LabelSettings& settings, const std::function<bool(double)>& progress) {
    Collector collector(classifier, settings);
    while (const capture::FramePtr frame = source.read()) {
        collector.add(frame);
        if (progress && !progress(frame->pts)) {
            return std::nullopt;
        }
    }
    LabelledRecording recording = collector.finish();
    recording.source = source.description();
    recording.corruptPackets = source.counts().corruptPackets;
    if (recording.frames == 0) {
        throw capture::CaptureError(
            "No frame of " + recording.source.address + " could be decoded.",
            "Expected a video with at least one frame.", "Check the file with another player.");
    }
    return recording;
}

}  // namespace handscope::app
