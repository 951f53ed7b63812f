// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

#include "capture/FrameSource.h"

namespace handscope::capture {

/// A live source that gives no picture for so long is lost.
inline constexpr std::chrono::milliseconds kLostAfter{5000};
/// One that breaks again this soon after its return was not really back: the pauses between the
/// attempts go on growing.
inline constexpr std::chrono::milliseconds kReallyBackAfter{2000};

/// How long to wait before a lost source is opened again, after so many attempts that failed: not
/// at all, then 0.5, 1, 2, 2, … seconds.
std::chrono::milliseconds pauseBeforeReopening(std::size_t failedAttempts);

/// A live source that is opened again whenever it breaks, ends or falls silent, as if it had only
/// been silent.
///
/// Owns the source that is open, and a thread that notices silence. PTS go on over a gap by the
/// time that passed, sequence numbers without one; the first frame after it carries
/// `discontinuity`. The description stays that of the first source. interrupt() ends every wait, an
/// attempt to open it included. Threads as FrameSource says.
class ReopeningSource : public FrameSource {
public:
    using Open = std::function<std::unique_ptr<FrameSource>(const std::stop_token& stop)>;
    using Pause = std::chrono::milliseconds (*)(std::size_t failedAttempts);

    /// On the thread that reads. Must not throw. May be empty.
    struct Callbacks {
        /// Once a loss: what the source said, or that it ended or fell silent. `pts`: of the last
        /// frame, in seconds; nullopt where there was none.
        std::function<void(std::optional<double> pts, const std::string& reason)> onLost;
        /// Before the first frame after it.
        std::function<void(double pts)> onBack;
    };

    /// `open` gives the same source anew, or throws CaptureError; soon, once `stop` is requested.
    ReopeningSource(std::unique_ptr<FrameSource> source, Open open, Callbacks callbacks,
                    std::chrono::milliseconds lostAfter = kLostAfter,
                    Pause pause = pauseBeforeReopening);
    ~ReopeningSource() override;

    const SourceDescription& description() const noexcept override { return description_; }
    /// nullptr after interrupt() alone.
    FramePtr read() override;
    /// Throws CaptureError: a live source cannot seek.
    void seek(double seconds) override;
    void interrupt() noexcept override;
    /// Of all the sources that were open.
    DecodeCounts counts() const noexcept override;

private:
    using Clock = std::chrono::steady_clock;

    const SourceDescription description_;
    const Open open_;
    const Callbacks callbacks_;
    const std::chrono::milliseconds lostAfter_;
    const Pause pause_;
    std::stop_source attempts_;  ///< ends with interrupt()

    // Of the reading thread alone.
    FramePtr last_;       ///< as it was given out
    double shift_ = 0.0;  ///< added to the open source's PTS, seconds
    std::int64_t epochs_ = 0;
    bool lost_ = false;
    bool everLost_ = false;
    std::size_t failedAttempts_ = 0;
    Clock::time_point backSince_;

    mutable std::mutex mutex_;  // for all that follows
    std::condition_variable wake_;
    std::shared_ptr<FrameSource> source_;            ///< null while none is open
    DecodeCounts earlier_;                           ///< of the sources before it
    std::optional<Clock::time_point> waitingSince_;  ///< for a frame of source_
    bool silent_ = false;                            ///< source_ was interrupted for its silence
    bool interrupted_ = false;

    std::jthread silenceWatch_;  // last: it uses the rest

    void watchSilence();
    FramePtr readOpen(std::string& reason);
    void lose(const std::string& reason);
    bool reopen();
    FramePtr afterGap(const FramePtr& frame);
};

}  // namespace handscope::capture
