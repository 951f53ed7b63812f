// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "capture/CaptureThread.h"
#include "tests/support/FakeFrameSource.h"
#include "tests/support/ManualClock.h"

namespace handscope::capture {

/// Starts capture threads over fakes and notes what they show.
class CaptureThreadFixture : public testing::Test {
protected:
    using Moment = PacingClock::Moment;

    struct Options {
        Pacing pacing = Pacing::RealTime;
        bool loop = false;
        bool startPaused = false;
        std::size_t ringCapacity = 64;
    };

    /// A loop that was told of.
    struct Loop {
        std::int64_t epoch = 0;
        std::size_t shownBefore = 0;  ///< frames

        bool operator==(const Loop&) const = default;
    };

    std::shared_ptr<ManualClock> clock_ = std::make_shared<ManualClock>();
    const Moment start_ = clock_->now();
    std::shared_ptr<FrameRing> ring_;
    std::function<void()> inOnFrame_;
    std::unique_ptr<CaptureThread> thread_;

    ~CaptureThreadFixture() override { thread_.reset(); }

    void launch(const std::shared_ptr<FakeScript>& script, Options options) {
        ring_ = std::make_shared<FrameRing>(options.ringCapacity);
        CaptureThread::Callbacks callbacks;
        callbacks.onFrame = [this](const FramePtr& frame) {
            if (inOnFrame_) {
                inOnFrame_();
            }
            {
                const std::lock_guard lock(mutex_);
                shown_.push_back(frame);
            }
            changed_.notify_all();
        };
        callbacks.onLoop = [this](std::int64_t epoch) {
            const std::lock_guard lock(mutex_);
            loops_.push_back({.epoch = epoch, .shownBefore = shown_.size()});
        };
        callbacks.onEnd = [this](const CaptureEnd& end) {
            {
                const std::lock_guard lock(mutex_);
                ends_.push_back(end);
            }
            changed_.notify_all();
        };
        thread_ = std::make_unique<CaptureThread>(
            std::make_unique<FakeFrameSource>(script), ring_,
            CaptureThread::Options{
                .pacing = options.pacing, .loop = options.loop, .startPaused = options.startPaused},
            callbacks, clock_);
    }

    /// Blocks until so many frames were shown; gives the PTS of all.
    std::vector<double> awaitShown(std::size_t count) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return shown_.size() >= count; });
        return shownPts();
    }

    /// Blocks until the run has ended.
    CaptureEnd awaitEnd() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return !ends_.empty(); });
        return ends_.front();
    }

    /// Moves the clock from one due moment to the next until so many frames were shown.
    void playUntilShown(std::size_t count) {
        for (std::size_t already = 1; already < count; ++already) {
            awaitShown(already);
            clock_->advanceTo(clock_->awaitWaiter());
        }
        awaitShown(count);
    }

    std::size_t countShown() {
        const std::lock_guard lock(mutex_);
        return shown_.size();
    }

    std::size_t countEnds() {
        const std::lock_guard lock(mutex_);
        return ends_.size();
    }

    std::vector<Loop> loops() {
        const std::lock_guard lock(mutex_);
        return loops_;
    }

    FramePtr shown(std::size_t index) {
        const std::lock_guard lock(mutex_);
        return shown_.at(index);
    }

    static void expectAllAccountedFor(const CaptureCounts& counts) {
        EXPECT_EQ(counts.captured, counts.delivered + counts.dropped + counts.queued);
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<FramePtr> shown_;
    std::vector<Loop> loops_;
    std::vector<CaptureEnd> ends_;

    std::vector<double> shownPts() const {
        std::vector<double> pts;
        for (const FramePtr& frame : shown_) {
            pts.push_back(frame->pts);
        }
        return pts;
    }
};

}  // namespace handscope::capture
