// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recordings/SegmentLanes.h"

#include <algorithm>
#include <queue>

namespace handscope::ui {

void SegmentLanes::assign(const QVector<SegmentRow>& segments) {
    segments_.assign(segments.begin(), segments.end());
    for (SegmentRow& segment : segments_) {
        segment.end = std::max(segment.start, segment.end);
    }
    std::sort(segments_.begin(), segments_.end(),
              [](const SegmentRow& left, const SegmentRow& right) {
                  return left.start != right.start ? left.start < right.start : left.id < right.id;
              });
    lanes_.clear();
    laneOf_.assign(segments_.size(), 0);
    indexOfId_.clear();
    // The lowest lane that is free: lanes in use by when they end, and those that have ended.
    using Ending = std::pair<double, int>;
    std::priority_queue<Ending, std::vector<Ending>, std::greater<>> busy;
    std::priority_queue<int, std::vector<int>, std::greater<>> free;
    for (std::size_t index = 0; index < segments_.size(); ++index) {
        const SegmentRow& segment = segments_[index];
        indexOfId_.insert(segment.id, static_cast<int>(index));
        while (!busy.empty() && busy.top().first <= segment.start) {
            free.push(busy.top().second);
            busy.pop();
        }
        int lane = laneCount();
        if (free.empty()) {
            lanes_.emplace_back();
        } else {
            lane = free.top();
            free.pop();
        }
        lanes_[static_cast<std::size_t>(lane)].push_back(static_cast<int>(index));
        laneOf_[index] = lane;
        busy.emplace(segment.end, lane);
    }
}

const SegmentRow* SegmentLanes::segment(qint64 id) const {
    const int index = indexOfId_.value(id, -1);
    return index >= 0 ? &segments_[static_cast<std::size_t>(index)] : nullptr;
}

int SegmentLanes::laneOf(qint64 id) const {
    const int index = indexOfId_.value(id, -1);
    return index >= 0 ? laneOf_[static_cast<std::size_t>(index)] : -1;
}

std::vector<int>::const_iterator SegmentLanes::firstEndingAt(const std::vector<int>& lane,
                                                             double seconds) const {
    // Within a lane nothing overlaps, so that the ends are in order as the starts are.
    return std::lower_bound(lane.begin(), lane.end(), seconds, [this](int index, double moment) {
        return segments_[static_cast<std::size_t>(index)].end < moment;
    });
}

void SegmentLanes::visit(int lane, double from, double to, const Visitor& visitor) const {
    if (lane < 0 || lane >= laneCount()) {
        return;
    }
    const std::vector<int>& places = lanes_[static_cast<std::size_t>(lane)];
    auto place = firstEndingAt(places, from);
    while (place != places.end()) {
        const SegmentRow& segment = segments_[static_cast<std::size_t>(*place)];
        if (segment.start > to) {
            return;
        }
        const double next = visitor(segment);
        ++place;
        if (place != places.end() && segments_[static_cast<std::size_t>(*place)].end < next) {
            place = std::max(place, firstEndingAt(places, next));
        }
    }
}

const SegmentRow* SegmentLanes::at(int lane, double seconds, double tolerance) const {
    const SegmentRow* nearest = nullptr;
    double distance = 0.0;
    visit(lane, seconds - tolerance, seconds + tolerance, [&](const SegmentRow& segment) {
        const double away = std::max({segment.start - seconds, seconds - segment.end, 0.0});
        if (nearest == nullptr || away < distance) {
            nearest = &segment;
            distance = away;
        }
        return 0.0;
    });
    return nearest;
}

const SegmentRow* SegmentLanes::at(double seconds) const {
    for (int lane = 0; lane < laneCount(); ++lane) {
        if (const SegmentRow* found = at(lane, seconds, 0.0)) {
            return found;
        }
    }
    return nullptr;
}

const SegmentRow* SegmentLanes::neighbour(qint64 id, int step) const {
    const int index = indexOfId_.value(id, -1);
    const int wanted = index + step;
    return index >= 0 && wanted >= 0 && wanted < static_cast<int>(segments_.size())
               ? &segments_[static_cast<std::size_t>(wanted)]
               : nullptr;
}

}  // namespace handscope::ui
