// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/review/FrameTimeline.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/pipeline/SameInstant.h"

namespace handscope::app {
namespace {

using pipeline::kSameInstant;

bool belongTo(const LabelSource& source, const std::vector<double>& times) {
    return !times.empty() && times.size() == static_cast<std::uint64_t>(source.frames) &&
           std::all_of(times.begin(), times.end(),
                       [](double time) { return std::isfinite(time); }) &&
           std::is_sorted(times.begin(), times.end()) &&
           times.front() >= source.start - kSameInstant &&
           times.back() <= source.end + kSameInstant;
}

}  // namespace

FrameTimeline::FrameTimeline(const LabelSource& source, std::vector<double> times)
    : frames_(source.frames), start_(source.start), end_(source.end) {
    if (belongTo(source, times)) {
        times_ = std::make_shared<const std::vector<double>>(std::move(times));
    }
}

double FrameTimeline::startOf(std::int64_t frame) const {
    if (times_) {
        return (*times_)[static_cast<std::size_t>(frame)];
    }
    return std::lerp(start_, end_, static_cast<double>(frame) / static_cast<double>(frames_));
}

double FrameTimeline::endOf(std::int64_t frame) const {
    return frame + 1 < frames_ ? startOf(frame + 1) : std::max(end_, startOf(frame));
}

std::int64_t FrameTimeline::frameAt(double seconds) const {
    std::int64_t first = 0;
    std::int64_t behind = frames_;
    while (first < behind) {
        const std::int64_t middle = first + (behind - first) / 2;
        if (startOf(middle) <= seconds + kSameInstant) {
            first = middle + 1;
        } else {
            behind = middle;
        }
    }
    return std::max<std::int64_t>(first - 1, 0);
}

}  // namespace handscope::app
