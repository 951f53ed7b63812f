// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "capture/FrameSource.h"

namespace handscope::capture {

/// What a FakeFrameSource plays, and what a test may see of it from outside.
struct FakeScript {
    SourceDescription description;
    std::vector<double> pts;  ///< a frame each, seconds
    /// Steady-clock moment of each frame; empty: the time of reading.
    std::vector<std::chrono::steady_clock::time_point> captured;
    std::function<void()> atEnd;  ///< runs when the frames are used up; may throw
    bool blocksAtEnd = false;     ///< then read() waits for interrupt()
    int size = 4;                 ///< width and height of the grey frames, pixels

    std::atomic<int> reads{0};
    std::atomic<int> seeks{0};
    std::atomic<double> lastSeek{0.0};
    std::atomic<bool> interrupted{false};
    std::atomic<bool> blocked{false};  ///< a read() waits for interrupt() or has done so
};

/// Even frames of a seekable file.
inline std::shared_ptr<FakeScript> fakeFile(int frames, double framesPerSecond) {
    const auto script = std::make_shared<FakeScript>();
    script->description.address = "fake";
    script->description.format = "fake";
    script->description.width = script->size;
    script->description.height = script->size;
    script->description.frameRate = framesPerSecond;
    script->description.startSeconds = 0.0;
    script->description.durationSeconds = frames / framesPerSecond;
    script->description.seekable = true;
    for (int i = 0; i < frames; ++i) {
        script->pts.push_back(i / framesPerSecond);
    }
    return script;
}

/// The same from a camera that stays silent after its last frame.
inline std::shared_ptr<FakeScript> fakeCamera(int frames, double framesPerSecond) {
    auto script = fakeFile(frames, framesPerSecond);
    script->description.live = true;
    script->description.seekable = false;
    script->description.startSeconds.reset();
    script->description.durationSeconds.reset();
    script->blocksAtEnd = true;
    return script;
}

/// Plays a script. Keeps FrameSource's promises: what read() gives after a seek carries
/// `discontinuity` and begins an epoch, interrupt() ends a read() that waits. The red channel of
/// frame i holds i mod 256.
class FakeFrameSource : public FrameSource {
public:
    explicit FakeFrameSource(std::shared_ptr<FakeScript> script) : script_(std::move(script)) {}

    const SourceDescription& description() const noexcept override { return script_->description; }

    FramePtr read() override {
        ++script_->reads;
        if (script_->interrupted) {
            return nullptr;
        }
        if (next_ < script_->pts.size()) {
            return make(next_++);
        }
        if (script_->atEnd) {
            script_->atEnd();
        }
        if (script_->blocksAtEnd) {
            std::unique_lock lock(mutex_);
            script_->blocked = true;
            script_->blocked.notify_all();
            wake_.wait(lock, [this] { return script_->interrupted.load(); });
        }
        return nullptr;
    }

    void seek(double seconds) override {
        if (!script_->description.seekable) {
            throw CaptureError("The fake cannot seek.", "Expected a file.", "Do not seek.");
        }
        next_ = 0;
        while (next_ + 1 < script_->pts.size() && script_->pts[next_ + 1] <= seconds) {
            ++next_;
        }
        breakPending_ = true;
        script_->lastSeek = seconds;
        ++script_->seeks;
    }

    void interrupt() noexcept override {
        {
            const std::lock_guard lock(mutex_);
            script_->interrupted = true;
        }
        wake_.notify_all();
    }

    DecodeCounts counts() const noexcept override {
        const std::int64_t made = made_;
        return {made, 0, made};
    }

private:
    std::shared_ptr<FakeScript> script_;
    std::size_t next_ = 0;
    bool breakPending_ = false;
    std::int64_t epoch_ = 0;
    std::atomic<std::int64_t> made_{0};
    std::mutex mutex_;
    std::condition_variable wake_;

    FramePtr make(std::size_t index) {
        const auto frame = std::make_shared<Frame>();
        frame->width = script_->size;
        frame->height = script_->size;
        frame->pixels.assign(frame->stride() * static_cast<std::size_t>(frame->height), 128);
        for (std::size_t i = 0; i < frame->pixels.size(); i += 3) {
            frame->pixels[i] = static_cast<std::uint8_t>(index % 256);
        }
        frame->pts = script_->pts[index];
        frame->sequence = made_++;
        frame->captured = index < script_->captured.size() ? script_->captured[index]
                                                           : std::chrono::steady_clock::now();
        frame->discontinuity = std::exchange(breakPending_, false);
        epoch_ += frame->discontinuity ? 1 : 0;
        frame->epoch = epoch_;
        return frame;
    }
};

}  // namespace handscope::capture
