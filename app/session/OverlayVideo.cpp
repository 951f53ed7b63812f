// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/OverlayVideo.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <system_error>
#include <utility>

#include "app/inspect/OpticalFlow.h"
#include "app/pipeline/FramePreparation.h"
#include "app/pipeline/ModelWindows.h"
#include "app/pipeline/SameInstant.h"
#include "app/pipeline/SeenFrames.h"
#include "app/pipeline/WindowRunner.h"
#include "app/recording/ClipReader.h"
#include "app/session/PredictionPanel.h"
#include "app/session/RecordedTime.h"
#include "capture/VideoWriter.h"
#include "model/ModelError.h"

namespace handscope::app {
namespace {

using pipeline::kSameInstant;

constexpr double kSettling = 10.0;  // seconds that an event may have begun before a span
constexpr double kLeastProgress = 1 / 200.0;
constexpr std::size_t kBars = 3;

/// Calls back for steps that can be seen.
class Progress {
public:
    explicit Progress(const OverlayProgress& report) : report_(report) {}

    void reached(double share) {
        share = std::min(share, 1.0 - kLeastProgress);  // all of it is done() to say
        if (report_ && share >= told_ + kLeastProgress) {
            told_ = share;
            report_(share);
        }
    }

    void done() {
        if (report_) {
            report_(1.0);
        }
    }

private:
    const OverlayProgress& report_;
    double told_ = 0.0;
};

void requireOverlay(const OverlayVideoSettings& settings, const model::ModelDescription& model) {
    if (!settings.map) {
        return;
    }
    if (const auto frame = settings.map->frame;
        frame && (*frame < 0 || *frame >= model.input.segments)) {
        throw model::ModelError("A window has no frame t = " + std::to_string(*frame + 1) + ".",
                                "Expected 1 to " + std::to_string(model.input.segments) + ".",
                                "Choose another, or none for the newest.");
    }
}

/// The video takes its place in the end, which would be the recording's.
void requireAnotherFile(const std::string& recording, const std::filesystem::path& file) {
    std::error_code ignored;  // what is not there is another one
    if (std::filesystem::equivalent(recording, file, ignored)) {
        throw capture::CaptureError("'" + file.string() + "' is the recording itself.",
                                    "Expected another name for the video to write.",
                                    "Choose one, so that the recording is not lost.");
    }
}

std::string longestOf(const std::vector<std::string>& labels) {
    const auto longest = std::ranges::max_element(labels, {}, &std::string::size);
    return longest == labels.end() ? std::string() : *longest;
}

/// The frames of one overlay video, from the network to the file.
class OverlayRun {
public:
    OverlayRun(std::shared_ptr<model::Classifier> classifier, const OverlayVideoSettings& settings,
               std::filesystem::path file)
        : settings_(settings),
          model_(classifier->description()),
          file_(std::move(file)),
          sampler_(pipeline::windowsFor(model_, settings.windows.length, settings.windows.stride),
                   /*mayBeShort=*/false),
          runner_(std::move(classifier), pipeline::framePreparer(model_.input), settings.decision) {
        requireOverlay(settings, model_);
    }

    double windowLength() const noexcept { return sampler_.settings().length; }
    double windowStride() const noexcept { return sampler_.settings().stride; }

    /// Makes the file, for pictures of this size.
    void begin(const capture::Frame& frame) {
        const int side = pipeline::centredSquare(frame.width, frame.height).side;
        width_ = showsMapAlone() ? side : frame.width;
        height_ = showsMapAlone() ? side : frame.height;
        writer_.emplace(file_, width_, height_,
                        capture::VideoWriterOptions{.quality = settings_.quality});
    }

    /// Runs the windows that end with this frame. `mapped`: a map may be needed of them.
    void watch(const capture::FramePtr& frame, bool mapped) {
        if (sampler_.push(frame)) {
            runner_.decisionLayer().reset();
            panel_.reset();
            coloured_.reset();
        }
        while (auto window = sampler_.takeNext()) {
            run(std::move(*window), mapped);
        }
    }

    /// Writes a frame with what the last window said.
    void write(const capture::FramePtr& frame) {
        const double time = time_.place(frame->pts, frame->discontinuity);
        const bool mirrored = settings_.change == pipeline::ClipChange::Mirrored;
        RgbImage drawn =
            drawnOver(mirrored ? *pipeline::seenFrames({frame}, settings_.change).front() : *frame);
        if (drawn.width != width_ || drawn.height != height_) {  // a call's video may change size
            drawn = enlarged(drawn, width_, height_, Enlarging::Smooth);
        }
        capture::Frame picture;
        picture.width = drawn.width;
        picture.height = drawn.height;
        picture.pixels = std::move(drawn.pixels);
        if (writer_->write(picture, time)) {
            result_.frames += 1;
            result_.seconds = time;
        }
    }

    std::int64_t frames() const noexcept { return result_.frames; }

    OverlayVideoResult finish() {
        writer_->finish();
        return result_;
    }

private:
    const OverlayVideoSettings& settings_;
    const model::ModelDescription model_;
    const std::string longest_{longestOf(model_.labels)};
    const std::filesystem::path file_;
    pipeline::WindowSampler sampler_;
    pipeline::WindowRunner runner_;
    std::optional<capture::VideoWriter> writer_;
    int width_ = 0;  ///< of the pictures that it takes
    int height_ = 0;
    RecordedTime time_;
    std::optional<PredictionPanel> panel_;
    std::optional<RgbImage> coloured_;  ///< the map of the last window
    OverlayVideoResult result_;

    bool showsMapAlone() const { return settings_.map && settings_.map->alone; }

    void run(pipeline::Window window, bool mapped) {
        model::ClassifyRequest request{.taps = {}, .mutes = settings_.mutes};
        const bool flows = settings_.map && settings_.map->flow && mapped;
        if (settings_.map && mapped && !flows) {
            if (settings_.map->evidenceOf) {
                request.evidence = {*settings_.map->evidenceOf};
            } else {
                request.taps = {settings_.map->point};
            }
        }
        const auto outcome = runner_.run(std::move(window), request, settings_.change);
        ++result_.windows;
        const auto& decision = outcome.decision;
        panel_ = PredictionPanel{
            .shown = decision.shownClass
                         ? model_.labels[static_cast<std::size_t>(*decision.shownClass)]
                         : std::string(),
            .classes = topClasses(model_.labels, decision.smoothed, kBars),
            .longest = longest_};
        coloured_.reset();
        if (!request.taps.empty()) {
            coloured_ = colouredMap(outcome.maps.front());
        } else if (!request.evidence.empty()) {
            coloured_ = colouredMap(outcome.evidence.front().map);
        } else if (flows) {
            coloured_ = flowPicture(outcome.window);
        }
    }

    /// Of the clip as the network saw it.
    std::optional<RgbImage> flowPicture(const pipeline::Window& window) const {
        const auto flow =
            flowAtStep(pipeline::seenFrames(window.frames, settings_.change),
                       settings_.map->frame.value_or(pipeline::newestMovingFrame(model_)), model_);
        return flow ? std::optional(colouredFlow(*flow, flowMaximum(*flow))) : std::nullopt;
    }

    RgbImage colouredMap(const model::FeatureMap& map) const {
        const MapOverlay& overlay = *settings_.map;
        if (overlay.channel >= map.channels) {
            throw model::ModelError(
                "The map has no channel " + std::to_string(overlay.channel) + ".",
                "Expected 0 to " + std::to_string(map.channels - 1) + ".",
                "Choose another, or none for the mean.");
        }
        const bool isCmm = !overlay.evidenceOf && overlay.point.tap == model::Tap::Cmm;
        const int newest = isCmm ? pipeline::newestMovingFrame(model_) : map.frames - 1;
        // Of a causal model's first windows there may be fewer frames than later.
        const int frame = std::clamp(overlay.frame.value_or(newest), 0, map.frames - 1);
        const std::vector<float> plane = mapPlane(map, frame, overlay.channel);
        const ValueRange range =
            overlay.range ? shownRange(*overlay.range, overlay.colours) : ownRange(map, plane);
        return colourise(plane, map.width, map.height, range, overlay.colours);
    }

    /// Of the picture, or of all frames of the window.
    ValueRange ownRange(const model::FeatureMap& map, const std::vector<float>& plane) const {
        const MapOverlay& overlay = *settings_.map;
        if (!overlay.rangeOfWindow) {
            return rangeOf(plane, overlay.colours);
        }
        std::vector<float> all;
        for (int frame = 0; frame < map.frames; ++frame) {
            const std::vector<float> values = mapPlane(map, frame, overlay.channel);
            all.insert(all.end(), values.begin(), values.end());
        }
        return rangeOf(all, overlay.colours);
    }

    RgbImage drawnOver(const capture::Frame& frame) const {
        RgbImage picture = withMap(frame);
        if (settings_.prediction && panel_) {
            drawPanel(picture, *panel_);
        }
        return picture;
    }

    RgbImage withMap(const capture::Frame& frame) const {
        const pipeline::Square square = pipeline::centredSquare(frame.width, frame.height);
        if (!coloured_ && showsMapAlone()) {
            const auto pixels = static_cast<std::size_t>(square.side) * square.side;
            return {.width = square.side,
                    .height = square.side,
                    .pixels = std::vector<std::uint8_t>(3 * pixels, 0)};
        }
        if (!coloured_) {
            return {.width = frame.width, .height = frame.height, .pixels = frame.pixels};
        }
        const Enlarging how = settings_.map->smooth ? Enlarging::Smooth : Enlarging::Cells;
        return showsMapAlone() ? enlarged(*coloured_, square.side, square.side, how)
                               : overlay(frame, square, *coloured_, settings_.map->opacity, how);
    }
};

/// A frame of a recording that has been moved to another time.
capture::FramePtr movedTo(const capture::FramePtr& frame, double pts) {
    auto moved = std::make_shared<capture::Frame>(*frame);
    moved->pts = pts;
    return moved;
}

/// Reads on from far enough before a span for the decision to have settled, with the windows'
/// grid where it is for the whole recording. `first`: the recording's first frame.
capture::FramePtr beginNear(capture::FrameSource& source, capture::FramePtr first, double start,
                            const OverlayRun& run, const pipeline::DecisionSettings& decision) {
    const double lead =
        run.windowLength() + decision.averaging + decision.onDuration + decision.hold + kSettling;
    const double strides = std::floor((start - lead) / run.windowStride());
    if (!source.description().seekable || !(strides > 0.0)) {
        return first;
    }
    const double begin = first->pts + strides * run.windowStride();
    source.seek(begin);
    capture::FramePtr frame = source.read();
    // This picture is what can be seen at that moment, as the windows' choice of frames has it.
    return frame && frame->pts < begin ? movedTo(frame, begin) : frame;
}

capture::CaptureError emptySpan(const std::string& recording, OverlaySpan span) {
    return {"'" + recording + "' has no frame from " + std::to_string(span.start) + " s on" +
                (std::isfinite(span.end) ? " and before " + std::to_string(span.end) + " s." : "."),
            "Expected a span within the recording.", "Choose another beginning and end."};
}

}  // namespace

std::optional<OverlayVideoResult> writeOverlayVideo(const std::string& recording, OverlaySpan span,
                                                    std::shared_ptr<model::Classifier> classifier,
                                                    const OverlayVideoSettings& settings,
                                                    const std::filesystem::path& file,
                                                    std::stop_token stop,
                                                    const OverlayProgress& progress) {
    requireAnotherFile(recording, file);
    OverlayRun run(std::move(classifier), settings, file);
    const auto source = openRecording(recording, settings.input);
    const capture::FramePtr first = source->read();
    if (!first) {
        throw noFrames(recording);
    }
    run.begin(*first);
    const double origin = first->pts;
    const double length = source->description().streamSeconds.value_or(
        source->description().durationSeconds.value_or(0.0));
    const double end = std::min(span.end, length > 0.0 ? length : span.end);
    capture::FramePtr frame = beginNear(*source, first, span.start, run, settings.decision);
    const double begun = frame ? frame->pts - origin : 0.0;
    RecordedTime time;  // from there on: as in the video, it goes on where the recording's breaks
    Progress told(progress);
    bool cut = false;
    for (; frame; frame = source->read()) {
        if (stop.stop_requested()) {
            return std::nullopt;
        }
        const double seconds = begun + time.place(frame->pts, frame->discontinuity);
        if (seconds >= span.end - kSameInstant) {
            cut = true;
            break;
        }
        // The window before the span is the one whose map the span's first frames carry.
        run.watch(frame, seconds + run.windowStride() >= span.start - kSameInstant);
        if (seconds >= span.start - kSameInstant) {
            run.write(frame);
        }
        if (std::isfinite(end) && end > begun) {
            told.reached((seconds - begun) / (end - begun));
        }
    }
    if (run.frames() == 0) {
        throw emptySpan(recording, span);
    }
    OverlayVideoResult result = run.finish();
    result.cut = cut;
    told.done();
    return result;
}

std::optional<OverlayVideoResult> writeOverlayVideo(const OverlayFrames& frames,
                                                    std::shared_ptr<model::Classifier> classifier,
                                                    const OverlayVideoSettings& settings,
                                                    const std::filesystem::path& file,
                                                    std::stop_token stop,
                                                    const OverlayProgress& progress) {
    OverlayRun run(std::move(classifier), settings, file);
    Progress told(progress);
    std::int64_t seen = 0;
    bool begun = false;
    while (const capture::FramePtr frame = frames.next()) {
        if (stop.stop_requested()) {
            return std::nullopt;
        }
        run.watch(frame, frame->pts + run.windowStride() >= frames.writtenFrom - kSameInstant);
        if (frame->pts >= frames.writtenFrom - kSameInstant) {
            if (!std::exchange(begun, true)) {
                run.begin(*frame);
            }
            run.write(frame);
        }
        ++seen;
        if (frames.expected > 0) {
            told.reached(static_cast<double>(seen) / static_cast<double>(frames.expected));
        }
    }
    if (!begun) {
        throw capture::CaptureError("There is no frame to make a video of.",
                                    "Expected at least one in the stretch that was chosen.",
                                    "Choose another, or wait until there is a picture.");
    }
    const OverlayVideoResult result = run.finish();
    told.done();
    return result;
}

}  // namespace handscope::app
