// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/ReopeningSource.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace handscope::capture {

std::chrono::milliseconds pauseBeforeReopening(std::size_t failedAttempts) {
    constexpr std::chrono::milliseconds kPauses[] = {
        std::chrono::milliseconds(0), std::chrono::milliseconds(500),
        std::chrono::milliseconds(1000), std::chrono::milliseconds(2000)};
    return kPauses[std::min(failedAttempts, std::size(kPauses) - 1)];
}

ReopeningSource::ReopeningSource(std::unique_ptr<FrameSource> source, Open open,
                                 Callbacks callbacks, std::chrono::milliseconds lostAfter,
                                 Pause pause)
    : description_(source->description()),
      open_(std::move(open)),
      callbacks_(std::move(callbacks)),
      lostAfter_(lostAfter),
      pause_(pause),
      backSince_(Clock::now()),
      source_(std::move(source)),
      silenceWatch_([this] { watchSilence(); }) {}

ReopeningSource::~ReopeningSource() {
    interrupt();
    silenceWatch_.join();
}

FramePtr ReopeningSource::read() {
    while (true) {
        std::string reason;
        if (const FramePtr frame = readOpen(reason)) {
            last_ = everLost_ ? afterGap(frame) : frame;
            return last_;
        }
        {
            const std::lock_guard lock(mutex_);
            if (interrupted_) {
                return nullptr;
            }
        }
        lose(reason);
        while (!reopen()) {
            const std::lock_guard lock(mutex_);
            if (interrupted_) {
                return nullptr;
            }
        }
    }
}

/// The open source's next frame; nullptr with the reason where it has none.
FramePtr ReopeningSource::readOpen(std::string& reason) {
    std::shared_ptr<FrameSource> source;
    {
        const std::lock_guard lock(mutex_);
        if (interrupted_) {
            return nullptr;
        }
        source = source_;
        waitingSince_ = Clock::now();
    }
    wake_.notify_all();
    FramePtr frame;
    reason = "It has ended.";
    try {
        frame = source->read();
    } catch (const CaptureError& error) {
        reason = error.whatHappened();
    }
    const std::lock_guard lock(mutex_);
    waitingSince_.reset();
    if (std::exchange(silent_, false)) {
        reason = "No picture came for " +
                 std::to_string(std::chrono::ceil<std::chrono::seconds>(lostAfter_).count()) +
                 " seconds.";
        return nullptr;  // it was interrupted, and gives no other frame
    }
    return frame;
}

void ReopeningSource::lose(const std::string& reason) {
    std::shared_ptr<FrameSource> source;
    {
        const std::lock_guard lock(mutex_);
        const DecodeCounts counts = source_->counts();
        earlier_.packets += counts.packets;
        earlier_.corruptPackets += counts.corruptPackets;
        earlier_.frames += counts.frames;
        source = std::exchange(source_, nullptr);
    }
    everLost_ = true;
    if (!std::exchange(lost_, true)) {
        if (Clock::now() - backSince_ >= kReallyBackAfter) {
            failedAttempts_ = 0;
        }
        if (callbacks_.onLost) {
            callbacks_.onLost(last_ ? std::optional(last_->pts) : std::nullopt, reason);
        }
    }
}

/// One attempt, after its pause; false where it failed or was interrupted.
bool ReopeningSource::reopen() {
    {
        std::unique_lock lock(mutex_);
        if (wake_.wait_for(lock, pause_(failedAttempts_++), [this] { return interrupted_; })) {
            return false;
        }
    }
    std::shared_ptr<FrameSource> source;
    try {
        source = open_(attempts_.get_token());
    } catch (const CaptureError&) {
        return false;  // onLost() has said why; it is not there yet
    }
    const std::lock_guard lock(mutex_);
    source_ = std::move(source);
    return true;
}

/// `frame` in this source's own time; the first one after a loss sets how far that is away.
FramePtr ReopeningSource::afterGap(const FramePtr& frame) {
    const auto shifted = std::make_shared<Frame>(*frame);
    const bool isFirst = std::exchange(lost_, false);
    if (isFirst && last_) {
        const std::chrono::duration<double> gap = frame->captured - last_->captured;
        shift_ = last_->pts + gap.count() - frame->pts;
        epochs_ = last_->epoch + 1 - frame->epoch;
    }
    shifted->pts += shift_;
    shifted->epoch += epochs_;
    shifted->discontinuity = frame->discontinuity || isFirst;
    shifted->sequence = last_ ? last_->sequence + 1 : frame->sequence;
    if (isFirst) {
        backSince_ = Clock::now();
        if (callbacks_.onBack) {
            callbacks_.onBack(shifted->pts);
        }
    }
    return shifted;
}

void ReopeningSource::seek(double /*seconds*/) {
    throw CaptureError(
        "'" + withoutPassword(description_.address) + "' cannot be moved to another time.",
        "Expected a file.", "A live source shows what is now.");
}

void ReopeningSource::interrupt() noexcept {
    std::shared_ptr<FrameSource> source;
    {
        const std::lock_guard lock(mutex_);
        interrupted_ = true;
        source = source_;
    }
    wake_.notify_all();
    attempts_.request_stop();
    if (source) {
        source->interrupt();
    }
}

DecodeCounts ReopeningSource::counts() const noexcept {
    const std::lock_guard lock(mutex_);
    const DecodeCounts now = source_ ? source_->counts() : DecodeCounts{};
    return {earlier_.packets + now.packets, earlier_.corruptPackets + now.corruptPackets,
            earlier_.frames + now.frames};
}

/// Interrupts a source that is silent for too long: it breaks no other way.
void ReopeningSource::watchSilence() {
    std::unique_lock lock(mutex_);
    while (!interrupted_) {
        if (!waitingSince_ || silent_) {
            wake_.wait(lock, [this] { return interrupted_ || (waitingSince_ && !silent_); });
            continue;
        }
        const auto lostAt = *waitingSince_ + lostAfter_;
        if (Clock::now() < lostAt) {
            wake_.wait_until(lock, lostAt, [this] { return interrupted_; });
            continue;
        }
        silent_ = true;
        auto source = source_;
        lock.unlock();
        source->interrupt();
        source.reset();  // which may end it, and takes time
        lock.lock();
    }
}

}  // namespace handscope::capture
