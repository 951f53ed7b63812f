// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/ReviewPlayer.h"

#include <utility>

#include "app/pipeline/SameInstant.h"
#include "app/recording/ClipReader.h"
#include "app/window/BackgroundWork.h"

namespace handscope::app {
namespace {

using pipeline::kSameInstant;

}  // namespace

ReviewPlayer::ReviewPlayer(TaskThread& tasks, QObject* parent) : QObject(parent), tasks_(tasks) {}

ReviewPlayer::~ReviewPlayer() = default;

std::shared_ptr<capture::CaptureThread> ReviewPlayer::start(int generation,
                                                            const std::string& file) {
    // Nobody takes from the ring: the frames are shown as they come.
    constexpr std::size_t kUnused = 1;
    // The epoch that the newest loop began: of the capture thread alone. Every frame of it tells,
    // since a busy window may pass the first ones over.
    const auto loopEpoch = std::make_shared<std::optional<std::int64_t>>();
    capture::CaptureThread::Callbacks callbacks;
    callbacks.onLoop = [loopEpoch](std::int64_t epoch) { *loopEpoch = epoch; };
    callbacks.onFrame = [this, generation, loopEpoch](const capture::FramePtr& frame) {
        newestFrame_.update([&](TaggedFrame& newest) {
            newest = {
                .generation = generation, .frame = frame, .beganAnew = *loopEpoch == frame->epoch};
        });
    };
    return std::make_shared<capture::CaptureThread>(
        openRecording(file), std::make_shared<capture::FrameRing>(kUnused),
        capture::CaptureThread::Options{.loop = true, .startPaused = true}, std::move(callbacks));
}

void ReviewPlayer::open(const std::string& file, double lastFrame) {
    close();
    lastFrame_ = lastFrame;
    inBackground(
        tasks_, this, [this, generation = generation_, file] { return start(generation, file); },
        [this, generation = generation_](const std::shared_ptr<capture::CaptureThread>& capture) {
            adopt(generation, capture);
        },
        [this, generation = generation_](const ui::Problem& problem) {
            if (generation == generation_) {
                Q_EMIT failed(problem);
            }
        });
}

void ReviewPlayer::adopt(int generation, std::shared_ptr<capture::CaptureThread> capture) {
    if (generation != generation_) {
        tasks_.post([late = std::move(capture)]() mutable { late.reset(); });
        return;
    }
    capture_ = std::move(capture);
    if (const auto asked = std::exchange(seekAsked_, std::nullopt)) {
        goTo(*asked);
    } else {
        capture_->step();
    }
    capture_->setPaused(!playing_);
}

void ReviewPlayer::release() {
    if (capture_) {
        // Its thread may be within a read: it is joined where nobody waits.
        tasks_.post([ending = std::move(capture_)]() mutable { ending.reset(); });
    }
}

void ReviewPlayer::close() {
    ++generation_;
    seekAsked_.reset();
    stretch_.reset();
    seeks_ = false;
    shown_.reset();
    epoch_ = kNoEpoch;
    hasEnded_ = false;
    release();
    play(false);
}

void ReviewPlayer::play(bool playing) {
    if (capture_ && playing && !playing_ && isAtEnd()) {
        goTo(capture_->description().startSeconds.value_or(0.0));
    }
    if (capture_) {
        capture_->setPaused(!playing);
    }
    if (std::exchange(playing_, playing) != playing) {
        Q_EMIT playingChanged(playing);
    }
}

/// Where nothing is left to play: not within a stretch.
bool ReviewPlayer::isAtEnd() const {
    return !stretch_ && !seeks_ && shown_ && (hasEnded_ || *shown_ >= lastFrame_ - kSameInstant);
}

void ReviewPlayer::stepForward() {
    play(false);
    if (capture_) {
        hasEnded_ = false;
        capture_->step();
    }
}

void ReviewPlayer::goTo(double seconds) {
    seeks_ = capture_->description().seekable;
    hasEnded_ = false;
    capture_->seek(seconds);
}

void ReviewPlayer::seek(double seconds) {
    if (capture_) {
        goTo(seconds);
    } else {
        seekAsked_ = seconds;
    }
}

void ReviewPlayer::showNewestFrame() {
    const auto tagged = newestFrame_.take();
    if (!tagged || tagged->generation != generation_) {
        return;
    }
    const double pts = tagged->frame->pts;
    const bool jumped = std::exchange(epoch_, tagged->frame->epoch) != tagged->frame->epoch;
    // A busy window may have passed the last frame over: the file has begun anew then.
    const bool beganAnew = jumped && tagged->beganAnew;
    // The frame that was asked for is still to come: the end does not matter any more.
    const bool goesElsewhere = seeks_ && (!jumped || beganAnew);
    seeks_ = seeks_ && !jumped;
    shown_ = pts;
    Q_EMIT frameShown(tagged->frame);
    if (!playing_ || !capture_ || goesElsewhere) {
        return;
    }
    const double last = stretch_ ? stretch_->last : lastFrame_;
    if (!beganAnew && pts < last - kSameInstant) {
        return;
    }
    if (stretch_) {
        goTo(stretch_->first);
        return;
    }
    play(false);
    if (beganAnew) {
        goTo(last);
        hasEnded_ = true;
    }
}

}  // namespace handscope::app
