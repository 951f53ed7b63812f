// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "app/MapImage.h"
#include "app/inspect/CompressedFrame.h"
#include "app/pipeline/WindowSampler.h"
#include "app/recording/WindowAt.h"
#include "capture/DropOldestQueue.h"
#include "capture/Frame.h"

namespace handscope::app {

/// What a history keeps; the oldest goes first.
struct HistoryLimits {
    std::size_t bytes = 300'000'000;
    double seconds = 60.0;  ///< frames farther from the newest one go; 0: no limit but the bytes
};

/// How a source's time runs.
enum class SourceTime {
    Live,      ///< forward only: when it starts anew, what came before belongs to another time
    Seekable,  ///< a file's, which may be played again from any place
};

/// The first and the last time of frames kept, PTS seconds.
struct HistorySpan {
    double first = 0.0;
    double last = 0.0;
    bool operator==(const HistorySpan&) const = default;
};

/// A small picture for a strip of times.
struct Thumbnail {
    double pts = 0.0;  ///< seconds
    RgbImage picture;
};

/// Of a history since it was made. pushed = kept + known + dropped + refused, once flush() returned
/// and nothing was pushed since.
struct HistoryCounts {
    std::int64_t pushed = 0;
    std::int64_t kept = 0;     ///< compressed and taken in; they may have gone since
    std::int64_t known = 0;    ///< of a file, and there already with the same time
    std::int64_t dropped = 0;  ///< the compressing thread was too slow, or the source had changed
    std::int64_t refused = 0;  ///< could not be compressed, or larger than all that may be kept
};

/// The frames of the last minute of a source, or of what has been played of a file, compressed
/// (JPEG), so that a person can go back in a video that runs on. Large pictures lose more than
/// small ones: as much as it takes to hold the seconds in the bytes, down to kLeastQuality.
///
/// Owns the compressed frames, small pictures of them, and the thread that makes both. Does not
/// read sources and knows no window system. push() is for the capture thread; any thread may call
/// any function. Frames lie in the order of their times, whatever the order in which they came;
/// where a frame comes again at a time at which there is one, as after a seek back in a file, there
/// is still one. Those that came first go first.
class FrameHistory {
public:
    /// Pictures kept for thumbnails() are this high, pixels.
    static constexpr int kThumbnailHeight = 54;

    explicit FrameHistory(const HistoryLimits& limits = {}, SourceTime time = SourceTime::Live);

    FrameHistory(const FrameHistory&) = delete;
    FrameHistory& operator=(const FrameHistory&) = delete;

    /// Never blocks. Frames come in the order in which they are shown.
    void push(capture::FramePtr frame);

    /// Forgets everything: another source follows. Never blocks.
    void clear(SourceTime time);

    /// Never blocks. What is over a new limit goes with the next frame.
    void setLimits(const HistoryLimits& limits);

    /// Blocks until every frame pushed before the call is there or given up.
    void flush();

    std::size_t bytes() const;   ///< compressed frames and small pictures
    std::size_t frames() const;  ///< how many are there
    HistoryCounts counts() const;
    std::optional<HistorySpan> span() const;  ///< nullopt without frames

    /// All frames that are there now, by time; decompressed() gives each. They stay whole for
    /// whoever holds them, also when they are forgotten here.
    std::vector<CompressedFramePtr> pictures() const;

    /// The window that ends at `endSeconds`, of the frames that WindowSampler would take, and
    /// before it up to `leadFrames` frames at the same spacing, which a causal model needs to
    /// remember. Its place is on a grid of its own. nullopt where the frames do not reach from its
    /// beginning to its end without a hole; the frames before it end at a hole. Blocks for
    /// decoding.
    std::optional<WindowAndPast> window(double endSeconds, const pipeline::WindowSettings& settings,
                                        std::size_t leadFrames) const;

    /// The time of the next frame (`direction` > 0) or the one before; nullopt at the end.
    std::optional<double> stepTime(double pts, int direction) const;

    /// `count` pictures, each of the frame nearest to the middle of its share of the span, in the
    /// order of their times; the same one several times where there are fewer frames, none without
    /// frames. `height`: pixels. Cheap up to kThumbnailHeight; larger ones are blurred.
    std::vector<Thumbnail> thumbnails(int count, int height = kThumbnailHeight) const;

private:
    /// What push() knows of a frame.
    struct Arrival {
        capture::FramePtr frame;
        std::int64_t generation = 0;     ///< which source, or which stretch of a live one's time
        std::optional<double> previous;  ///< time of the frame shown before, unless time broke
    };
    struct Place {
        CompressedFramePtr picture;
        std::int64_t order = 0;          ///< counts arrivals
        std::optional<double> previous;  ///< see Arrival
    };
    using Places = std::map<double, Place>;
    using Gone = std::vector<CompressedFramePtr>;  ///< to be freed without the lock

    capture::DropOldestQueue<Arrival> queue_;

    mutable std::mutex mutex_;  // for all that follows, up to the thread
    std::condition_variable handledOne_;
    HistoryLimits limits_;
    SourceTime time_;
    std::int64_t generation_ = 0;
    std::optional<double> lastPushed_;
    Places places_;                           ///< by time
    std::map<std::int64_t, double> arrived_;  ///< order → time
    std::int64_t nextOrder_ = 0;
    std::size_t bytes_ = 0;
    std::int64_t handled_ = 0;    ///< arrivals that the thread is done with
    HistoryCounts counts_;        ///< dropped: without the queue's
    int quality_ = kBestQuality;  ///< of the next picture; of the thread
    mutable std::int64_t windows_ = 0;

    std::jthread thread_;  ///< last, so that it ends before what it uses

    void work(const std::stop_token& stop);
    bool refresh(const Arrival& arrival);
    void insert(const Arrival& arrival, CompressedFramePtr picture);
    void adaptQuality(const Arrival& arrival, const CompressedFrame& picture);
    void countHandled();
    void forgetAll(Gone& gone);
    void remove(Places::iterator place, Gone& gone);
    void shrink(double newest, Gone& gone);
    Places::iterator at(double pts);
    Places::const_iterator latest(double pts) const;
    CompressedFramePtr latestPicture(double pts) const;
    Places::const_iterator nearest(double pts) const;
    bool follows(Places::const_iterator place) const;
    bool lastsUntil(Places::const_iterator place, double seconds) const;
    bool isWhole(Places::const_iterator from, Places::const_iterator to) const;
};

}  // namespace handscope::app
