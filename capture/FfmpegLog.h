// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>

#include <spdlog/common.h>

namespace handscope::capture {

/// Sends FFmpeg's messages to spdlog's default logger, each as "ffmpeg: …". FFmpeg's "error" is one
/// damaged packet more often than not, so its levels arrive one milder (error as warn, warning as
/// info). Of a flood, the first twenty lines a second come through and then how many did not.
/// Call it once at start, before other threads use FFmpeg.
void routeFfmpegLog();

/// spdlog's level for one of FFmpeg's.
spdlog::level::level_enum logLevelOf(int ffmpegLevel) noexcept;

/// Lets so many lines through in a second. Pure: is told the time. Not thread-safe.
class LogThrottle {
public:
    using Moment = std::chrono::steady_clock::time_point;

    explicit LogThrottle(int linesPerSecond) : linesPerSecond_(linesPerSecond) {}

    struct Verdict {
        bool pass = false;
        int suppressedBefore = 0;  ///< in the seconds before, to be told now
    };
    Verdict admit(Moment now);

private:
    int linesPerSecond_;
    std::optional<Moment> secondBegan_;
    int lines_ = 0;
    int suppressed_ = 0;
};

}  // namespace handscope::capture
