// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspect/FrameHistory.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <exception>
#include <iterator>
#include <stdexcept>
#include <utility>

#include "app/pipeline/SameInstant.h"
#include "app/pipeline/ThreadPriority.h"

namespace handscope::app {
namespace {

using pipeline::kSameInstant;

constexpr double kLongestLoss = 0.5;          // seconds of dropped frames that are no hole
constexpr std::size_t kMostUncompressed = 8;  // frames, uncompressed

}  // namespace

FrameHistory::FrameHistory(const HistoryLimits& limits, SourceTime time)
    : queue_(kMostUncompressed),
      limits_(limits),
      time_(time),
      thread_([this](const std::stop_token& stop) { work(stop); }) {}

void FrameHistory::push(capture::FramePtr frame) {
    Gone gone;
    Arrival arrival{.frame = std::move(frame)};
    const capture::Frame& pushed = *arrival.frame;
    {
        const std::lock_guard lock(mutex_);
        const bool runsBack = lastPushed_ && pushed.pts < *lastPushed_ - kSameInstant;
        const bool breaks = pushed.discontinuity || runsBack;
        if (breaks && time_ == SourceTime::Live) {
            forgetAll(gone);
        }
        arrival.generation = generation_;
        arrival.previous = breaks ? std::nullopt : lastPushed_;
        lastPushed_ = pushed.pts;
    }
    queue_.push(std::move(arrival));
}

void FrameHistory::clear(SourceTime time) {
    Gone gone;
    {
        const std::lock_guard lock(mutex_);
        forgetAll(gone);
        time_ = time;
        lastPushed_.reset();
    }
    queue_.clear();
    handledOne_.notify_all();
}

void FrameHistory::setLimits(const HistoryLimits& limits) {
    const std::lock_guard lock(mutex_);
    limits_ = limits;
}

void FrameHistory::flush() {
    std::unique_lock lock(mutex_);
    const std::int64_t pushed = queue_.counts().pushed;
    handledOne_.wait(lock, [&] { return handled_ + queue_.counts().dropped >= pushed; });
}

std::size_t FrameHistory::bytes() const {
    const std::lock_guard lock(mutex_);
    return bytes_;
}

std::size_t FrameHistory::frames() const {
    const std::lock_guard lock(mutex_);
    return places_.size();
}

HistoryCounts FrameHistory::counts() const {
    const std::lock_guard lock(mutex_);
    const auto queued = queue_.counts();
    HistoryCounts counts = counts_;
    counts.pushed = queued.pushed;
    counts.dropped += queued.dropped;
    return counts;
}

std::optional<HistorySpan> FrameHistory::span() const {
    const std::lock_guard lock(mutex_);
    if (places_.empty()) {
        return std::nullopt;
    }
    return HistorySpan{.first = places_.begin()->first, .last = places_.rbegin()->first};
}

std::vector<CompressedFramePtr> FrameHistory::pictures() const {
    std::vector<CompressedFramePtr> pictures;
    const std::lock_guard lock(mutex_);
    for (const auto& [pts, place] : places_) {
        pictures.push_back(place.picture);
    }
    return pictures;
}

std::optional<WindowAndPast> FrameHistory::window(double endSeconds,
                                                  const pipeline::WindowSettings& settings,
                                                  std::size_t leadFrames) const {
    if (!(settings.length > 0.0) || settings.segments <= 0) {
        throw std::invalid_argument("window length and segments must be above zero");
    }
    const double spacing = settings.length / settings.segments;
    const double start = endSeconds - settings.length;
    WindowAndPast result;
    std::vector<CompressedFramePtr> pictures;
    std::vector<CompressedFramePtr> past;
    {
        const std::lock_guard lock(mutex_);
        auto oldest = latest(start);
        const auto newest = latest(endSeconds);
        if (oldest == places_.end() || !isWhole(oldest, newest) ||
            !lastsUntil(newest, endSeconds)) {
            return std::nullopt;
        }
        for (int i = 0; i < settings.segments; ++i) {
            pictures.push_back(latestPicture(start + (i + 0.5) * spacing));
        }
        for (std::size_t i = 1; i <= leadFrames; ++i) {
            const double before = start - static_cast<double>(i) * spacing;
            const auto earlier = latest(before);
            if (earlier == places_.end() || !isWhole(earlier, oldest)) {
                break;
            }
            past.push_back(latestPicture(before + 0.5 * spacing));
            oldest = earlier;
        }
        result.window.newestCapture = newest->second.picture->captured;
        result.window.place = {.grid = -(++windows_), .index = 0};
    }
    std::ranges::reverse(past);
    result.window.start = start;
    result.window.end = endSeconds;
    result.window.frames = decompressed(pictures);
    result.past = decompressed(past);
    return result;
}

std::optional<double> FrameHistory::stepTime(double pts, int direction) const {
    const std::lock_guard lock(mutex_);
    if (direction > 0) {
        const auto after = places_.upper_bound(pts + kSameInstant);
        return after == places_.end() ? std::nullopt : std::optional(after->first);
    }
    const auto here = places_.lower_bound(pts - kSameInstant);
    return here == places_.begin() ? std::nullopt : std::optional(std::prev(here)->first);
}

std::vector<Thumbnail> FrameHistory::thumbnails(int count, int height) const {
    std::vector<CompressedFramePtr> pictures;
    {
        const std::lock_guard lock(mutex_);
        if (places_.empty()) {
            return {};
        }
        const double first = places_.begin()->first;
        const double length = places_.rbegin()->first - first;
        for (int i = 0; i < count; ++i) {
            pictures.push_back(nearest(first + (i + 0.5) * length / count)->second.picture);
        }
    }
    std::vector<Thumbnail> result;
    for (const CompressedFramePtr& picture : pictures) {
        result.push_back(
            {.pts = picture->pts, .picture = scaledToHeight(picture->thumbnail, height)});
    }
    return result;
}

void FrameHistory::work(const std::stop_token& stop) {
    pipeline::stepBehind(pipeline::Background::Helper);
    while (const auto arrival = queue_.pop(stop)) {
        try {
            if (!refresh(*arrival)) {
                auto picture = compressed(*arrival->frame, kThumbnailHeight, quality_);
                if (picture) {
                    adaptQuality(*arrival, *picture);
                }
                insert(*arrival, std::move(picture));
            }
        } catch (const std::exception& error) {
            spdlog::warn("A frame cannot be kept: {}", error.what());
            const std::lock_guard lock(mutex_);
            ++counts_.refused;
        }
        countHandled();
    }
}

/// Whether nothing is left to do: the frame is of a source that has gone, or of a file and there
/// already.
bool FrameHistory::refresh(const Arrival& arrival) {
    const std::lock_guard lock(mutex_);
    if (arrival.generation != generation_) {
        ++counts_.dropped;
        return true;
    }
    const auto known = at(arrival.frame->pts);
    if (time_ == SourceTime::Live || known == places_.end()) {
        return false;
    }
    Place& place = known->second;
    arrived_.erase(place.order);
    place.order = nextOrder_++;
    arrived_.emplace(place.order, known->first);
    place.previous = arrival.previous ? arrival.previous : place.previous;
    ++counts_.known;
    return true;
}

/// So that as many seconds as may be kept fit into the bytes, and not worse than it has to be;
/// where no number of seconds is wanted, such as of a file after a camera, as well as can be.
void FrameHistory::adaptQuality(const Arrival& arrival, const CompressedFrame& picture) {
    constexpr double kRoomLeft = 0.8;
    const double interval = picture.pts - arrival.previous.value_or(picture.pts);
    const std::lock_guard lock(mutex_);
    if (limits_.seconds <= 0.0) {
        quality_ = kBestQuality;
        return;
    }
    if (interval <= 0.0 || interval > kLongestLoss) {
        return;
    }
    const double room = static_cast<double>(limits_.bytes) * interval / limits_.seconds;
    const auto bytes = static_cast<double>(picture.bytes());
    if (bytes > room) {
        quality_ = std::max(kLeastQuality, quality_ - 2);
    } else if (bytes < kRoomLeft * room) {
        quality_ = std::min(kBestQuality, quality_ + 1);
    }
}

void FrameHistory::insert(const Arrival& arrival, CompressedFramePtr picture) {
    Gone gone;
    const std::lock_guard lock(mutex_);
    if (arrival.generation != generation_) {
        ++counts_.dropped;
        return;
    }
    if (!picture || picture->bytes() > limits_.bytes) {
        ++counts_.refused;
        return;
    }
    if (const auto older = at(picture->pts); older != places_.end()) {
        remove(older, gone);
    }
    const double pts = picture->pts;
    bytes_ += picture->bytes();
    arrived_.emplace(nextOrder_, pts);
    places_.emplace(
        pts,
        Place{.picture = std::move(picture), .order = nextOrder_, .previous = arrival.previous});
    ++nextOrder_;
    ++counts_.kept;
    shrink(pts, gone);
}

void FrameHistory::countHandled() {
    {
        const std::lock_guard lock(mutex_);
        ++handled_;
    }
    handledOne_.notify_all();
}

void FrameHistory::forgetAll(Gone& gone) {
    for (auto& [pts, place] : places_) {
        gone.push_back(std::move(place.picture));
    }
    places_.clear();
    arrived_.clear();
    bytes_ = 0;
    ++generation_;
}

void FrameHistory::remove(Places::iterator place, Gone& gone) {
    bytes_ -= place->second.picture->bytes();
    arrived_.erase(place->second.order);
    gone.push_back(std::move(place->second.picture));
    places_.erase(place);
}

void FrameHistory::shrink(double newest, Gone& gone) {
    if (limits_.seconds > 0.0) {
        const double reach = limits_.seconds + kSameInstant;
        while (places_.begin()->first < newest - reach) {
            remove(places_.begin(), gone);
        }
        while (places_.rbegin()->first > newest + reach) {
            remove(std::prev(places_.end()), gone);
        }
    }
    while (bytes_ > limits_.bytes) {
        remove(places_.find(arrived_.begin()->second), gone);
    }
}

FrameHistory::Places::iterator FrameHistory::at(double pts) {
    const auto place = places_.lower_bound(pts - kSameInstant);
    return place != places_.end() && place->first <= pts + kSameInstant ? place : places_.end();
}

/// The last frame at or before a time; end() where there is none.
FrameHistory::Places::const_iterator FrameHistory::latest(double pts) const {
    const auto after = places_.upper_bound(pts + kSameInstant);
    return after == places_.begin() ? places_.end() : std::prev(after);
}

CompressedFramePtr FrameHistory::latestPicture(double pts) const {
    const auto place = latest(pts);
    return place == places_.end() ? nullptr : place->second.picture;
}

/// Of frames that are there.
FrameHistory::Places::const_iterator FrameHistory::nearest(double pts) const {
    const auto after = places_.upper_bound(pts);
    if (after == places_.begin()) {
        return after;
    }
    const auto before = std::prev(after);
    return after != places_.end() && after->first - pts < pts - before->first ? after : before;
}

/// Whether the frame before this one is the one that was shown before it, give or take dropped
/// frames.
bool FrameHistory::follows(Places::const_iterator place) const {
    if (place == places_.begin()) {
        return false;
    }
    const double before = std::prev(place)->first;
    return before >= place->second.previous.value_or(place->first) - kLongestLoss &&
           before >= place->first - pipeline::WindowSampler::kLongestGap;
}

/// Whether this frame is known to have been shown until then: another follows it, or it lasts as
/// long as the one before.
bool FrameHistory::lastsUntil(Places::const_iterator place, double seconds) const {
    const auto next = std::next(place);
    const double interval = place->first - place->second.previous.value_or(place->first);
    return (next != places_.end() && follows(next)) ||
           seconds <= place->first + interval + kSameInstant;
}

bool FrameHistory::isWhole(Places::const_iterator from, Places::const_iterator to) const {
    for (auto place = to; place != from; --place) {
        if (!follows(place)) {
            return false;
        }
    }
    return true;
}

}  // namespace handscope::app
