// SPDX-License-Identifier: GPL-3.0-or-later
// Which moment the inspector looks at: the newest, the one at the cursor, or one from a file.
#include <algorithm>
#include <cmath>
#include <utility>

#include "app/window/InspectController.h"

namespace handscope::app {
namespace {

constexpr qint64 kThumbnailsEvery = 1000;  // ms
constexpr int kThumbnails = 24;
constexpr double kUnknownFrameRate = 30.0;
// Farther from each other, kept frames of a file have others between them.
constexpr double kLongestStep = 0.5;  // seconds

}  // namespace

void InspectController::takeUpdate(const pipeline::PipelineUpdate& update) {
    for (std::size_t i = update.olderScores; i < update.scores.size(); ++i) {
        const pipeline::ScorePoint& point = update.scores[i];
        page_.strip().appendScores(fromBeginning(point.time), point.smoothed);
    }
    if (update.latest) {
        follow(update.latest->window);
    }
    if (update.inspection) {
        takeAnswer(*update.inspection);
    }
    if (update.finished && active_) {
        finder_.makeThumbnails(kThumbnails);  // of the end, too
    }
}

void InspectController::follow(const pipeline::Window& window) {
    const bool keepsPast = active_ && classifier_->description().causal;
    newest_ = Looked{.start = window.start, .end = window.end, .frames = window.frames, .past = {}};
    if (keepsPast) {
        newest_->past = trail_.extend(window, finder_.source().pastFrames);
    }
    if (!frozen_) {
        cursor_ = window.end;
        look(*newest_);
    }
}

void InspectController::freeze(bool frozen) {
    if (frozen == frozen_) {
        return;
    }
    frozen_ = frozen;
    if (!frozen) {
        leaveOpened();
        cursor_ = newest_ ? newest_->end : position_;
    }
    page_.strip().setFrozen(frozen);
    page_.strip().setCursor(fromBeginning(cursor_));
    if (frozen) {
        completePast();
    } else if (newest_) {
        look(*newest_);
    } else if (hasSource()) {
        finder_.find(cursor_);
    } else {
        showNothing(tr("No video is open."),
                    tr("Open a camera, a video, or a moment from a file."));
    }
}

/// While it runs, windows that the machine was too slow for leave holes in what a causal network is
/// given of the past; there is time now to look for it.
void InspectController::completePast() {
    if (looked_ && !opened_ && looked_->past.size() < finder_.source().pastFrames) {
        finder_.find(cursor_);
    }
}

void InspectController::moveCursor(double pts) {
    if (!hasSource()) {
        return;  // a moment from a file is all there is
    }
    leaveOpened();
    cursor_ = std::clamp(pts, source_.origin, std::max(source_.origin, lastMoment()));
    page_.strip().setCursor(fromBeginning(cursor_));
    finder_.find(cursor_);
}

void InspectController::lookAt(double pts) {
    freeze(true);
    moveCursor(pts);
}

/// PTS seconds.
double InspectController::lastMoment() const {
    if (source_.live) {
        return position_;
    }
    if (source_.seekable && source_.duration > 0.0) {
        return std::max(position_, source_.origin + source_.duration);
    }
    const auto kept = finder_.history()->span();
    return kept ? std::max(position_, kept->last) : position_;
}

void InspectController::stepFrames(int frames) {
    if (!hasSource()) {
        return;
    }
    freeze(true);
    const double interval = 1.0 / (source_.frameRate > 0.0 ? source_.frameRate : kUnknownFrameRate);
    const int direction = frames > 0 ? 1 : -1;
    double target = cursor_;
    for (int i = 0; i < std::abs(frames); ++i) {
        const auto kept = finder_.stepTime(target, direction);
        const bool isNext = kept && (!source_.seekable || std::abs(*kept - target) < kLongestStep);
        target = isNext ? *kept : target + direction * interval;
    }
    moveCursor(target);
}

/// A live source that is opened again may have lost the frozen moment by then, and counts its time
/// anew.
void InspectController::keepFrozen() {
    if (frozen_ && source_.live && !opened_ && looked_) {
        looked_->origin = source_.origin;
        setOpened(looked_);
    }
}

/// Whether the network takes these frames: a causal one also those of a video that was shorter than
/// its window.
bool InspectController::fits(const std::vector<capture::FramePtr>& frames) const {
    const model::ModelDescription& description = classifier_->description();
    const auto count = std::ssize(frames);
    const std::ptrdiff_t segments = description.input.segments;
    return count == segments || (description.causal && count > 0 && count < segments);
}

/// At the same moment, with other windows, another network, or what has been forgotten.
void InspectController::lookAgain() {
    if (opened_ && fits(opened_->frames)) {
        look(*opened_);
        return;
    }
    leaveOpened();
    if (frozen_ || cursor_ > source_.origin) {  // otherwise there was no window yet
        finder_.find(cursor_);
    }
}

void InspectController::look(Looked looked) {
    looked_ = std::move(looked);
    ask();
}

void InspectController::takeFound(const WindowAndPast& moment) {
    // While a person drags, those on the way are shown, too; a video that goes on has newer ones.
    if (!opened_ && (frozen_ || moment.window.end == cursor_)) {
        look({.start = moment.window.start,
              .end = moment.window.end,
              .frames = moment.window.frames,
              .past = moment.past});
    }
}

void InspectController::takeMissing(double end, const QString& reason) {
    if (frozen_ && !opened_ && end == cursor_) {
        looked_.reset();
        showNothing(tr("There are no pictures of this moment."), reason);
    }
}

bool InspectController::keepsEvent(qint64 id) const {
    const ui::StripEvent* const event = page_.strip().picture().events.event(id);
    const auto kept = finder_.history()->span();
    return event != nullptr && kept && classifier_ && !classifier_->description().blocks.empty() &&
           kept->first <= event->fired + source_.origin - windows().length;
}

void InspectController::leaveOpened() {
    if (opened_) {
        setOpened(std::nullopt);
        page_.setRemark({});
    }
}

/// On the strip: where the window is that was answered for, and its frames.
void InspectController::showWindow(const Answered& answered) {
    if (opened_) {
        page_.strip().setWindow(0.0, 0.0, {});  // it is of another video
        return;
    }
    QVector<double> times;
    for (const capture::FramePtr& frame : answered.answer->frames) {
        times.append(fromBeginning(frame->pts));
    }
    page_.strip().setWindow(fromBeginning(answered.looked.start),
                            fromBeginning(answered.looked.end), times);
}

void InspectController::showStrip() {
    const double newest = fromBeginning(position_);
    const double end = source_.live ? newest : fromBeginning(lastMoment());
    page_.strip().setSpan(source_.live ? std::max(0.0, newest - HistoryLimits{}.seconds) : 0.0, end,
                          source_.live);
    if (source_.seekable && !source_.live) {
        page_.strip().setHistory(0.0, end);  // in the file there are pictures everywhere
    } else if (const auto kept = finder_.history()->span()) {
        page_.strip().setHistory(fromBeginning(kept->first), fromBeginning(kept->last));
    }
    if (!frozen_) {
        page_.strip().setCursor(fromBeginning(cursor_));
    }
    if (!thumbnailsAsked_.isValid() || thumbnailsAsked_.hasExpired(kThumbnailsEvery)) {
        thumbnailsAsked_.start();
        finder_.makeThumbnails(kThumbnails);
    }
}

}  // namespace handscope::app
