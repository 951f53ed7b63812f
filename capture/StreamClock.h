// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the capture folder: includes FFmpeg.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "capture/Demuxer.h"

namespace handscope::capture {

/// When opening a source that begins now is given up: after 20 s; never for standard input, whose
/// writer may take as long as it likes.
Interruption::Clock::time_point openBy(SourceAddress::Kind kind);

/// FFmpeg's ticks as seconds; nullopt where it has no time.
std::optional<double> secondsOf(std::int64_t ticks, AVRational timeBase);

/// Seconds from one frame of the video stream to the next, by FFmpeg's guess; 1/25 without one.
double framePeriodOf(Demuxer& demuxer);

}  // namespace handscope::capture
