// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/WindowSampler.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "app/pipeline/SameInstant.h"

namespace handscope::pipeline {

double headerSlack(double seconds) noexcept {
    constexpr double kShare = 0.05;
    constexpr double kSeconds = 1.0;
    return std::max(kSeconds, kShare * seconds);
}

double lastFrameSeconds(double told, double interval) noexcept {
    return std::min(told > 0.0 ? told : interval, WindowSampler::kLongestGap);
}

bool mayEndWithinAWindow(const capture::SourceDescription& source, const WindowSettings& windows) {
    const double said = source.streamSeconds.value_or(source.durationSeconds.value_or(0.0));
    return !source.live && said < windows.length + headerSlack(said);
}

WindowSampler::WindowSampler(WindowSettings settings, bool mayBeShort, std::size_t mostBytes)
    : settings_(settings), mayBeShort_(mayBeShort), mostBytes_(mostBytes) {
    const auto fits = [](double seconds) {
        return seconds >= WindowSettings::kShortest && seconds <= WindowSettings::kLongest;
    };
    if (!fits(settings.length) || !fits(settings.stride) || settings.segments <= 0) {
        throw std::invalid_argument(
            "window length and stride must be within 0.01 s and an hour, and segments above zero");
    }
}

bool WindowSampler::breaksTime(const capture::Frame& frame) const {
    return origin_.has_value() &&
           (frame.discontinuity || frame.epoch != epoch_ || frame.pts < reached_ - kSameInstant ||
            frame.pts > reached_ + kLongestGap);
}

bool WindowSampler::push(capture::FramePtr frame) {
    const bool startsAnew = breaksTime(*frame);
    if (startsAnew) {
        reset();
    }
    if (startsAnew || frame->discontinuity) {
        mayBeShort_ = false;  // what follows a seek or a break is a piece, not a whole recording
    }
    if (!origin_) {
        origin_ = frame->pts;
    }
    const bool kept = mayYetBeShort();
    const bool lastIsNeeded =
        frames_.empty() || (kept && standsApart()) || needed(frames_.back()->pts, frame->pts);
    if (!lastIsNeeded) {
        frames_.pop_back();
    }
    reached_ = frame->pts;
    epoch_ = frame->epoch;
    frames_.push_back(std::move(frame));
    if (kept) {
        mayYetBeShort() ? thinOut() : prune();
    }
    markDue();
    return startsAnew;
}

void WindowSampler::finish(double endSeconds) {
    if (!origin_) {
        return;
    }
    reached_ = std::max(reached_, endSeconds);
    if (newestDue() < 0 && nextIndex_ == 0) {
        shortWindowDue_ = mayBeShort_;
        return;
    }
    markDue();
}

std::optional<Window> WindowSampler::takeNext() {
    if (shortWindowDue_) {
        shortWindowDue_ = false;
        nextIndex_ = 1;
        return makeShort();
    }
    if (!origin_ || newestDue() < nextIndex_) {
        return std::nullopt;
    }
    const double start = *origin_ + static_cast<double>(nextIndex_) * settings_.stride;
    Window window = make(nextIndex_, start, settings_.length, settings_.segments);
    ++nextIndex_;
    prune();
    return window;
}

std::optional<Window> WindowSampler::takeNewest() {
    const std::int64_t newest = newestDue();
    if (newest > nextIndex_) {
        missed_ += newest - nextIndex_;
        nextIndex_ = newest;
    }
    return takeNext();
}

void WindowSampler::reset() {
    missed_ += std::max<std::int64_t>(0, newestDue() - nextIndex_ + 1);
    frames_.clear();
    dueMarks_.clear();
    origin_.reset();
    ++grid_;
    nextIndex_ = 0;
    shortWindowDue_ = false;
}

/// While a recording may still turn out shorter than one window, any frame may be picked.
bool WindowSampler::mayYetBeShort() const {
    return mayBeShort_ && nextIndex_ == 0 && newestDue() < 0;
}

/// The newest frame from the one kept before it.
bool WindowSampler::standsApart() const {
    return frames_.size() < 2 ||
           frames_.back()->pts - frames_[frames_.size() - 2]->pts >= spacing_ - kSameInstant;
}

/// Leaves frames out, and those to come, until the rest fits: whole windows keep what they need.
void WindowSampler::thinOut() {
    const std::size_t most = std::max<std::size_t>(
        2, mostBytes_ / std::max<std::size_t>(1, frames_.back()->pixels.size()));
    while (frames_.size() > most && spacing_ < settings_.length) {
        const double mean =
            (frames_.back()->pts - frames_.front()->pts) / static_cast<double>(frames_.size() - 1);
        spacing_ = 2.0 * std::max({spacing_, mean, kSameInstant});
        keepNeeded(spacing_);
    }
}

std::int64_t WindowSampler::newestDue() const {
    if (!origin_) {
        return -1;
    }
    const double sinceFirstEnd = reached_ - *origin_ - settings_.length + kSameInstant;
    return sinceFirstEnd < 0.0
               ? -1
               : static_cast<std::int64_t>(std::floor(sinceFirstEnd / settings_.stride));
}

/// Whether a window not yet taken picks a frame shown from `from` until `before`.
bool WindowSampler::needed(double from, double before) const {
    for (int i = 0; i < settings_.segments; ++i) {
        const double offset = *origin_ + (i + 0.5) * settings_.length / settings_.segments;
        const double index = std::max(static_cast<double>(nextIndex_),
                                      std::ceil((from - kSameInstant - offset) / settings_.stride));
        if (offset + index * settings_.stride + kSameInstant < before) {
            return true;
        }
    }
    return false;
}

Window WindowSampler::makeShort() const {
    const double length = reached_ - *origin_;
    const double wanted = length * settings_.segments / settings_.length + kSameInstant;
    const int frames =
        settings_.fixedRate ? std::max(1, static_cast<int>(wanted)) : settings_.segments;
    const double covered = frames * settings_.length / settings_.segments;
    Window window = make(0, *origin_, std::min(length, covered), frames);
    window.end = reached_;
    window.wholeRecording = true;
    return window;
}

/// A window over `length` seconds, from as many frames.
Window WindowSampler::make(std::int64_t index, double start, double length, int frames) const {
    Window window;
    window.start = start;
    window.end = start + length;
    window.place = {.grid = grid_, .index = index};
    const auto mark = std::find_if(dueMarks_.begin(), dueMarks_.end(),
                                   [&](const DueMark& due) { return due.index >= index; });
    const bool marked = mark != dueMarks_.end();
    window.newestCapture = marked ? mark->captured : frames_.back()->captured;
    window.newestConversion = marked ? mark->conversion : frames_.back()->conversion;
    for (int i = 0; i < frames; ++i) {
        const double target = start + (i + 0.5) * length / frames + kSameInstant;
        const auto after = std::upper_bound(
            frames_.begin(), frames_.end(), target,
            [](double time, const capture::FramePtr& frame) { return time < frame->pts; });
        window.frames.push_back(after == frames_.begin() ? frames_.front() : *std::prev(after));
    }
    return window;
}

/// The newest frame may have made windows due.
void WindowSampler::markDue() {
    const std::int64_t newest = newestDue();
    if (newest >= nextIndex_ && (dueMarks_.empty() || dueMarks_.back().index < newest)) {
        dueMarks_.push_back({newest, frames_.back()->captured, frames_.back()->conversion});
    }
}

void WindowSampler::prune() {
    while (!dueMarks_.empty() && dueMarks_.front().index < nextIndex_) {
        dueMarks_.pop_front();
    }
    keepNeeded(std::nullopt);
}

/// Keeps the newest frame, those that windows pick and, with `spacing`, the first and others that
/// stand so far apart, seconds.
void WindowSampler::keepNeeded(std::optional<double> spacing) {
    std::deque<capture::FramePtr> kept;
    for (std::size_t i = 0; i < frames_.size(); ++i) {
        const double pts = frames_[i]->pts;
        const bool isLast = i + 1 == frames_.size();
        const bool standsApart =
            spacing && (kept.empty() || pts - kept.back()->pts >= *spacing - kSameInstant);
        if (isLast || standsApart || needed(pts, frames_[i + 1]->pts)) {
            kept.push_back(frames_[i]);
        }
    }
    frames_ = std::move(kept);
}

}  // namespace handscope::pipeline
