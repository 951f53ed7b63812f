// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "capture/Frame.h"
#include "capture/FrameSource.h"

namespace handscope::pipeline {

/// Which stretch of video a window covers and how often one ends. All in seconds of video time,
/// from kShortest to kLongest.
struct WindowSettings {
    static constexpr double kShortest = 0.01;
    static constexpr double kLongest = 3600.0;

    double length = 2.0;   ///< W
    double stride = 0.25;  ///< windows end at origin + W + k·stride, k = 0, 1, …
    int segments = 8;      ///< T
    /// A recording shorter than W gives fewer frames, as far apart as in a whole window, rather
    /// than T of them closer together.
    bool fixedRate = false;
    bool operator==(const WindowSettings&) const = default;
};

/// How far a recording's length may be from what its header says, seconds: containers round, and
/// count the last frame or not.
double headerSlack(double seconds) noexcept;

/// How long a source's last frame stands, seconds: as its container says (0: it does not), or else
/// as the one before it did; at most WindowSampler::kLongestGap, as between two frames.
double lastFrameSeconds(double told, double interval) noexcept;

/// Whether a source may be a recording that ends before its first window, by what its header says.
/// One that is clearly longer is not; where the container knows the length of video and sound
/// together alone, that counts.
bool mayEndWithinAWindow(const capture::SourceDescription& source, const WindowSettings& windows);

/// Where a window stands. Of one sampler's windows each has a place of its own.
struct GridPlace {
    std::int64_t grid = 0;   ///< counts the grids: another one begins where time starts anew
    std::int64_t index = 0;  ///< k above; 0 for a recording shorter than W
    bool operator==(const GridPlace&) const = default;
};

/// T frames chosen by timestamp, ready to be prepared.
struct Window {
    double start = 0.0;  ///< seconds, in the source's PTS
    double end = 0.0;
    GridPlace place;
    bool wholeRecording = false;  ///< the source ended before W: the window is all there is
    /// T of them, but see WindowSettings::fixedRate; the same frame may stand more than once.
    std::vector<capture::FramePtr> frames;
    /// When the newest frame that this window had to wait for was captured …
    std::chrono::steady_clock::time_point newestCapture;
    /// … and how long its conversion to pixels took.
    std::chrono::steady_clock::duration newestConversion{};
};

/// Picks the frames of sliding windows by timestamp, so that 15, 30 or 60 frames a second, variable
/// rate and dropped frames give the same clip.
///
/// A window that ends at time e takes, for i = 0 … T−1, the latest frame at or before
/// e − W + (i + ½)·W/T. The grid starts at the first frame after construction, reset(), a frame
/// with `discontinuity`, a PTS that runs backwards, or a gap longer than kLongestGap; a window that
/// ends with the last frame before such a break, whose end nothing tells, is left out. A window is
/// due once a frame at or after its end has come, or finish() says that the video reaches that far.
/// Keeps only frames that a window not yet taken can pick. Pure: no clock, no thread of its own.
class WindowSampler {
public:
    static constexpr double kLongestGap = 10.0;  ///< seconds
    /// Of what is kept for the window of a short recording, pixels; of larger ones frames are left
    /// out, evenly.
    static constexpr std::size_t kMostBytes = 512U << 20U;

    /// `mayBeShort`: the source is a recording that may end before W, so that its first W seconds
    /// are kept for the one window of a short recording: all of them, or as many as `mostBytes`
    /// hold; see mayEndWithinAWindow(). Throws std::invalid_argument unless segments > 0 and length
    /// and stride are as WindowSettings says.
    WindowSampler(WindowSettings settings, bool mayBeShort, std::size_t mostBytes = kMostBytes);

    /// Returns whether the grid started anew with this frame after frames of an older one.
    bool push(capture::FramePtr frame);

    /// The source has ended; its last frame lasted until `endSeconds` (PTS). Makes the windows due
    /// that end by then, or, if the whole recording was too short for one, one over its length.
    void finish(double endSeconds);

    /// The oldest due window not taken yet.
    std::optional<Window> takeNext();

    /// The newest due window; older ones not taken are given up and counted as missed.
    std::optional<Window> takeNewest();

    /// Forgets all frames; the grid starts anew with the next frame. Counts stay.
    void reset();

    /// Due windows that takeNewest() or a reset gave up.
    std::int64_t missed() const noexcept { return missed_; }

    /// Frames held at present.
    std::size_t held() const noexcept { return frames_.size(); }

    const WindowSettings& settings() const noexcept { return settings_; }

private:
    struct DueMark {
        std::int64_t index;                              ///< windows up to here became due …
        std::chrono::steady_clock::time_point captured;  ///< … with a frame captured then
        std::chrono::steady_clock::duration conversion;
    };

    WindowSettings settings_;
    bool mayBeShort_;
    std::size_t mostBytes_;
    double spacing_ = 0.0;  ///< least between two frames kept for a short recording, seconds
    std::deque<capture::FramePtr> frames_;
    std::deque<DueMark> dueMarks_;
    std::optional<double> origin_;
    std::int64_t epoch_ = 0;  ///< of the newest frame
    double reached_ = 0.0;    ///< video time known up to here, PTS seconds
    std::int64_t grid_ = 0;
    std::int64_t nextIndex_ = 0;  ///< the next window to take
    bool shortWindowDue_ = false;
    std::int64_t missed_ = 0;

    bool breaksTime(const capture::Frame& frame) const;
    bool mayYetBeShort() const;
    bool standsApart() const;
    void thinOut();
    void keepNeeded(std::optional<double> spacing);
    std::int64_t newestDue() const;
    bool needed(double from, double before) const;
    Window make(std::int64_t index, double start, double length, int frames) const;
    Window makeShort() const;
    void markDue();
    void prune();
};

}  // namespace handscope::pipeline
