// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "capture/CaptureError.h"
#include "capture/FrameRing.h"
#include "capture/FrameSource.h"
#include "capture/PacingClock.h"

namespace handscope::capture {

enum class Pacing {
    RealTime,  ///< a file's frames appear at their PTS; a live source sets its own pace
    AsFast,    ///< as fast as the ring is emptied: waits while the ring is full and drops nothing
};

/// One snapshot, in which captured = delivered + dropped + queued holds exactly. A frame counts as
/// captured once it enters the ring or is given up for a seek or the stop.
struct CaptureCounts {
    std::int64_t captured = 0;
    std::int64_t delivered = 0;  ///< taken from the ring
    std::int64_t dropped = 0;  ///< pushed out of the full ring, or given up for a seek or the stop
    std::int64_t queued = 0;   ///< in the ring
    /// A file's frames that came more than one frame period after they were due; a live source's
    /// that came more than two nominal periods after the one before.
    std::int64_t late = 0;
    std::int64_t corruptPackets = 0;
    double framesPerSecond = 0.0;  ///< over the last second or so, by the steady clock
};

/// How a run of the capture thread ended.
struct CaptureEnd {
    /// Why it broke off; nullopt at the source's ordinary end.
    std::optional<CaptureError> error;
};

/// Reads a source into a ring on a thread of its own.
///
/// Owns the source and the thread, shares the ring (one run a ring: its counts become this run's).
/// Does not look at pictures. The destructor asks the thread to stop, wakes it wherever it waits,
/// joins it and leaves the ring closed. Any thread may call the controls; the destructor must not
/// run in a callback. A machine that falls behind a file by more than half a second shows it late
/// from there on rather than racing after it.
class CaptureThread {
public:
    struct Options {
        Pacing pacing = Pacing::RealTime;
        /// A seekable file starts anew at its end, its first frame carrying `discontinuity`.
        bool loop = false;
        bool startPaused = false;  ///< files only
    };

    struct Callbacks {
        /// On the capture thread, for each frame before it enters the ring (to show it). May be
        /// empty.
        std::function<void(const FramePtr&)> onFrame;
        /// On the capture thread, before the first frame of each further round of a loop: the epoch
        /// of that frame, which no frame before it has. Not for a seek. May be empty.
        std::function<void(std::int64_t epoch)> onLoop;
        /// On the capture thread, once, when the source ends or breaks, after the ring is closed;
        /// not for a stop. Must not throw. May be empty.
        std::function<void(const CaptureEnd&)> onEnd;
    };

    /// Starts reading at once. The ring is closed when the source ends and does not loop. `clock`:
    /// for tests.
    CaptureThread(std::unique_ptr<FrameSource> source, std::shared_ptr<FrameRing> ring,
                  const Options& options, Callbacks callbacks,
                  std::shared_ptr<PacingClock> clock = steadyPacingClock());
    ~CaptureThread();

    CaptureThread(const CaptureThread&) = delete;
    CaptureThread& operator=(const CaptureThread&) = delete;

    /// Files only; a live source ignores it. Never blocks.
    void setPaused(bool paused);
    bool paused() const;

    /// While paused: shows the next frame, once for each call. Never blocks.
    void step();

    /// Never blocks: the thread seeks before its next read and clears the ring. Shows one frame
    /// even while paused. Of several, the last one counts. Ignored for a source that cannot seek,
    /// and after the end (the ring is closed then: open the source anew).
    void seek(double seconds);

    const SourceDescription& description() const noexcept;
    CaptureCounts counts() const;

private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace handscope::capture
