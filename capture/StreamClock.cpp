// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/StreamClock.h"

namespace handscope::capture {

Interruption::Clock::time_point openBy(SourceAddress::Kind kind) {
    constexpr std::chrono::seconds kWithin{20};
    return kind == SourceAddress::Kind::StandardInput ? Interruption::Clock::time_point::max()
                                                      : Interruption::Clock::now() + kWithin;
}

std::optional<double> secondsOf(std::int64_t ticks, AVRational timeBase) {
    if (ticks == AV_NOPTS_VALUE) {
        return std::nullopt;
    }
    return static_cast<double>(ticks) * av_q2d(timeBase);
}

double framePeriodOf(Demuxer& demuxer) {
    constexpr double kDefaultFrameRate = 25.0;
    const AVRational rate = av_guess_frame_rate(&demuxer.context(), &demuxer.stream(), nullptr);
    const bool told = rate.num > 0 && rate.den > 0;
    return told ? 1.0 / av_q2d(rate) : 1.0 / kDefaultFrameRate;
}

}  // namespace handscope::capture
