// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/CaptureThread.h"

#include <spdlog/spdlog.h>

#include <condition_variable>
#include <limits>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>

#include "capture/Pacer.h"
#include "capture/RateMeter.h"

namespace handscope::capture {

class CaptureThread::Implementation {
public:
    Implementation(std::unique_ptr<FrameSource> source, std::shared_ptr<FrameRing> ring,
                   const Options& options, Callbacks callbacks, std::shared_ptr<PacingClock> clock)
        : source_(std::move(source)),
          ring_(std::move(ring)),
          callbacks_(std::move(callbacks)),
          clock_(std::move(clock)),
          pausable_(!source_->description().live),
          paced_(pausable_ && options.pacing == Pacing::RealTime),
          waitsForRoom_(options.pacing == Pacing::AsFast),
          loops_(options.loop && source_->description().seekable),
          pacer_(periodOf(source_->description())),
          paused_(options.startPaused && pausable_),
          pausedSince_(clock_->now()),
          thread_([this] { live(); }) {}

    ~Implementation() {
        {
            const std::lock_guard lock(mutex_);
            stopping_ = true;
            roomWait_.request_stop();
        }
        wake_.notify_all();
        source_->interrupt();
        thread_.join();
    }

    Implementation(const Implementation&) = delete;
    Implementation& operator=(const Implementation&) = delete;

    void setPaused(bool paused) {
        if (!pausable_) {
            return;
        }
        change([this, paused] {
            if (paused == paused_) {
                return;
            }
            paused_ = paused;
            const auto now = clock_->now();
            if (!paused) {
                heldUp_ += now - pausedSince_;
                steps_ = 0;
            }
            pausedSince_ = now;
        });
    }

    bool paused() const {
        const std::lock_guard lock(mutex_);
        return paused_;
    }

    void step() {
        change([this] { steps_ += paused_ ? 1 : 0; });
    }

    void seek(double seconds) {
        if (description().seekable && pausable_) {
            change([this, seconds] { seekTo_ = seconds; });
        }
    }

    const SourceDescription& description() const noexcept { return source_->description(); }

    CaptureCounts counts() const {
        const std::lock_guard lock(mutex_);
        const FrameRing::Counts ring = ring_->counts();
        CaptureCounts counts;
        counts.captured = ring.pushed + givenUp_;
        counts.delivered = ring.popped;
        counts.dropped = ring.dropped + givenUp_;
        counts.queued = ring.held;
        counts.late = late_;
        counts.corruptPackets = source_->counts().corruptPackets;
        counts.framesPerSecond = rate_.perSecond(clock_->now());
        return counts;
    }

private:
    const std::unique_ptr<FrameSource> source_;
    const std::shared_ptr<FrameRing> ring_;
    const Callbacks callbacks_;
    const std::shared_ptr<PacingClock> clock_;
    const bool pausable_;
    const bool paced_;
    const bool waitsForRoom_;
    const bool loops_;

    // Of the capture thread alone.
    Pacer pacer_;
    bool anyFrameThisRound_ = false;
    bool newRound_ = false;  ///< of the loop: its first frame is still to come
    std::optional<PacingClock::Moment> lastCaptured_;

    mutable std::mutex mutex_;  // for all that follows
    std::condition_variable wake_;
    std::stop_source roomWait_;  ///< ends a wait for room, so that a control takes effect at once
    bool stopping_ = false;
    bool paused_;
    int steps_ = 0;
    std::optional<double> seekTo_;
    PacingClock::Moment pausedSince_;
    Pacer::Duration heldUp_{};  ///< by pauses, not yet told to the pacer
    std::int64_t givenUp_ = 0;
    std::int64_t late_ = 0;
    RateMeter rate_;

    std::jthread thread_;  // last: it uses the rest

    static double periodOf(const SourceDescription& description) {
        return description.frameRate > 0.0 ? 1.0 / description.frameRate : 0.0;
    }

    /// By what is no CaptureError.
    static CaptureEnd brokenOff(const std::string& whatHappened) {
        return {CaptureError(whatHappened, "Expected more pictures from the source.",
                             "Open it again.")};
    }

    template <typename Change>
    void change(Change&& apply) {
        {
            const std::lock_guard lock(mutex_);
            apply();
            roomWait_.request_stop();
        }
        wake_.notify_all();
    }

    /// The thread's entry.
    void live() {
        std::optional<CaptureEnd> end;
        try {
            end = readUntilEnd();
        } catch (const CaptureError& error) {
            end = CaptureEnd{error};
        } catch (const std::exception& error) {
            end =
                brokenOff(std::string("Something failed that should not (") + error.what() + ").");
        } catch (...) {
            end = brokenOff("The source broke off for an unknown reason.");
        }
        ring_->close();
        if (!end) {
            return;
        }
        if (end->error) {
            spdlog::error("Capture ended: {}", end->error->what());
        }
        if (callbacks_.onEnd) {
            callbacks_.onEnd(*end);
        }
    }

    /// nullopt when stopped.
    std::optional<CaptureEnd> readUntilEnd() {
        while (!stopping()) {
            if (const std::optional<double> target = takeSeek()) {
                seekNow(*target);
            }
            if (!awaitReading() || (waitsForRoom_ && !awaitRoom())) {
                continue;
            }
            const FramePtr frame = source_->read();
            if (!frame) {
                if (!stopping() && !startAnew()) {
                    return CaptureEnd{};
                }
            } else if (awaitTurn(*frame)) {
                publish(frame);
            } else {
                const std::lock_guard lock(mutex_);
                ++givenUp_;
            }
        }
        return std::nullopt;
    }

    bool stopping() const {
        const std::lock_guard lock(mutex_);
        return stopping_;
    }

    std::optional<double> takeSeek() {
        const std::lock_guard lock(mutex_);
        if (seekTo_ && paused_) {
            steps_ = 1;
        }
        return std::exchange(seekTo_, std::nullopt);
    }

    void seekNow(double seconds) {
        source_->seek(seconds);
        ring_->clear();
        pacer_.restart();
        anyFrameThisRound_ = false;
        newRound_ = false;
    }

    /// At the source's end: true when there is more to read, by a seek that just came or by the
    /// loop.
    bool startAnew() {
        {
            const std::lock_guard lock(mutex_);
            if (seekTo_) {
                return true;
            }
        }
        if (!loops_ || !std::exchange(anyFrameThisRound_, false)) {
            return false;
        }
        source_->seek(std::numeric_limits<double>::lowest());
        newRound_ = true;
        return true;
    }

    bool controlWaits() const { return stopping_ || seekTo_.has_value(); }
    bool standsStill() const { return paused_ && steps_ == 0; }

    /// Waits until the next frame is wanted; false: the controls have changed, look again. Reading
    /// no earlier than needed keeps a frame's moment of capture close to when it is shown.
    bool awaitReading() {
        std::unique_lock lock(mutex_);
        if (controlWaits()) {
            return false;
        }
        if (standsStill()) {
            wake_.wait(lock, [this] { return controlWaits() || !standsStill(); });
            return false;
        }
        if (paced_ && !paused_) {
            pacer_.shift(std::exchange(heldUp_, {}));
            const auto due = pacer_.nextDue();
            if (due && clock_->now() < *due) {
                clock_->waitUntil(lock, wake_, *due, [this] { return controlWaits() || paused_; });
                return false;
            }
        }
        return true;
    }

    /// Waits until the ring has room; false as awaitReading().
    bool awaitRoom() {
        std::stop_token cancelled;
        {
            const std::lock_guard lock(mutex_);
            roomWait_ = std::stop_source();
            if (controlWaits() || standsStill()) {
                return false;
            }
            cancelled = roomWait_.get_token();
        }
        const bool room = ring_->waitForRoom(cancelled);
        if (ring_->closed()) {
            const std::lock_guard lock(mutex_);
            stopping_ = true;  // whoever empties the ring wants no more
        }
        return room;
    }

    /// Waits until the frame may be shown; false: it is to be given up.
    bool awaitTurn(const Frame& frame) {
        std::unique_lock lock(mutex_);
        while (!controlWaits()) {
            if (paused_) {
                wake_.wait(lock, [this] { return controlWaits() || !standsStill(); });
                if (!controlWaits() && paused_) {
                    --steps_;
                    pausedSince_ = clock_->now();
                    heldUp_ = {};
                    pacer_.shownOutOfTurn(frame.pts, pausedSince_);
                    return true;
                }
                continue;
            }
            if (!paced_) {
                return true;
            }
            pacer_.shift(std::exchange(heldUp_, {}));
            const auto now = clock_->now();
            const auto due = pacer_.due(frame.pts, frame.discontinuity, now);
            if (now >= due) {
                late_ += pacer_.shown(frame.pts, due, now) ? 1 : 0;
                return true;
            }
            clock_->waitUntil(lock, wake_, due, [this] { return controlWaits() || paused_; });
        }
        return false;
    }

    void publish(const FramePtr& frame) {
        anyFrameThisRound_ = true;
        if (std::exchange(newRound_, false) && callbacks_.onLoop) {
            callbacks_.onLoop(frame->epoch);
        }
        if (callbacks_.onFrame) {
            callbacks_.onFrame(frame);
        }
        const std::lock_guard lock(mutex_);
        rate_.add(clock_->now());
        if (!pausable_) {
            const std::chrono::duration<double> twoPeriods(2.0 * periodOf(description()));
            const bool known = lastCaptured_ && twoPeriods.count() > 0.0;
            late_ += known && frame->captured - *lastCaptured_ > twoPeriods ? 1 : 0;
            lastCaptured_ = frame->captured;
        }
        ring_->push(frame);
    }
};

CaptureThread::CaptureThread(std::unique_ptr<FrameSource> source, std::shared_ptr<FrameRing> ring,
                             const Options& options, Callbacks callbacks,
                             std::shared_ptr<PacingClock> clock)
    : implementation_(std::make_unique<Implementation>(std::move(source), std::move(ring), options,
                                                       std::move(callbacks), std::move(clock))) {}

CaptureThread::~CaptureThread() = default;

void CaptureThread::setPaused(bool paused) {
    implementation_->setPaused(paused);
}
bool CaptureThread::paused() const {
    return implementation_->paused();
}
void CaptureThread::step() {
    implementation_->step();
}
void CaptureThread::seek(double seconds) {
    implementation_->seek(seconds);
}

const SourceDescription& CaptureThread::description() const noexcept {
    return implementation_->description();
}

CaptureCounts CaptureThread::counts() const {
    return implementation_->counts();
}

}  // namespace handscope::capture
