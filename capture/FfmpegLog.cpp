// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/FfmpegLog.h"

#include <spdlog/spdlog.h>

#include <cstdarg>
#include <mutex>
#include <string>
#include <utility>

extern "C" {
#include <libavutil/log.h>
}

namespace handscope::capture {
namespace {

constexpr int kLinesPerSecond = 20;

void logLine(spdlog::level::level_enum level, const std::string& line) {
    static std::mutex mutex;
    static LogThrottle throttle(kLinesPerSecond);
    LogThrottle::Verdict verdict;
    {
        const std::lock_guard lock(mutex);
        verdict = throttle.admit(std::chrono::steady_clock::now());
    }
    if (verdict.suppressedBefore > 0) {
        spdlog::info("ffmpeg: {} more lines left out", verdict.suppressedBefore);
    }
    if (verdict.pass) {
        spdlog::log(level, "ffmpeg: {}", line);
    }
}

/// Of a format that we forbid, our own error says it in words.
spdlog::level::level_enum shownLevel(int ffmpegLevel, const std::string& line) {
    const bool isForbidden = line.find("Format not on whitelist") != std::string::npos;
    return isForbidden ? spdlog::level::debug : logLevelOf(ffmpegLevel);
}

/// FFmpeg writes some lines in pieces; each thread gathers its own.
void receive(void* context, int level, const char* format, std::va_list arguments) {
    if (level > av_log_get_level() || !spdlog::should_log(logLevelOf(level))) {
        return;
    }
    thread_local std::string gathered;
    thread_local int printPrefix = 1;
    char piece[1024];
    av_log_format_line2(context, level, format, arguments, piece, sizeof piece, &printPrefix);
    gathered += piece;
    constexpr std::size_t kLongestLine = 4096;
    if (gathered.ends_with('\n') || gathered.size() > kLongestLine) {
        std::string line = std::exchange(gathered, {});
        while (line.ends_with('\n') || line.ends_with('\r')) {
            line.pop_back();
        }
        if (const auto shown = shownLevel(level, line);
            !line.empty() && spdlog::should_log(shown)) {
            logLine(shown, line);
        }
    }
}

}  // namespace

spdlog::level::level_enum logLevelOf(int ffmpegLevel) noexcept {
    if (ffmpegLevel <= AV_LOG_FATAL) {
        return spdlog::level::err;
    }
    if (ffmpegLevel <= AV_LOG_ERROR) {
        return spdlog::level::warn;
    }
    if (ffmpegLevel <= AV_LOG_WARNING) {
        return spdlog::level::info;
    }
    return ffmpegLevel <= AV_LOG_VERBOSE ? spdlog::level::debug : spdlog::level::trace;
}

LogThrottle::Verdict LogThrottle::admit(Moment now) {
    Verdict verdict;
    if (!secondBegan_ || now - *secondBegan_ >= std::chrono::seconds(1)) {
        secondBegan_ = now;
        lines_ = 0;
        verdict.suppressedBefore = std::exchange(suppressed_, 0);
    }
    verdict.pass = lines_ < linesPerSecond_;
    ++(verdict.pass ? lines_ : suppressed_);
    return verdict;
}

void routeFfmpegLog() {
    av_log_set_level(AV_LOG_VERBOSE);  // the rest would cost time; spdlog decides what is shown
    av_log_set_callback(&receive);
}

}  // namespace handscope::capture
