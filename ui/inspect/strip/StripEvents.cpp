// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/strip/StripEvents.h"

#include <algorithm>

namespace handscope::ui {
namespace {

// A cursor that stands at an event is neither before nor after it, for all that rounding does.
constexpr double kSameEventTime = 1e-3;

}  // namespace

void StripEvents::upsert(const EventRow& event, double fired) {
    events_.insert(event.id, {event, fired});
    arrange();
}

void StripEvents::forgetBefore(double seconds) {
    const auto forgotten =
        events_.removeIf([seconds](const std::pair<const qint64&, StripEvent&>& entry) {
            const StripEvent& event = entry.second;
            return std::max(event.row.end, event.fired) < seconds;
        });
    if (forgotten > 0) {
        arrange();
    }
}

void StripEvents::clear() {
    events_.clear();
    arrange();
}

void StripEvents::arrange() {
    QVector<SegmentRow> rows;
    rows.reserve(events_.size());
    for (const StripEvent& event : events_) {
        SegmentRow row;
        row.id = event.row.id;
        row.label = event.row.label;
        row.start = event.row.start;
        row.end = event.row.end;
        rows << row;
    }
    lanes_.assign(rows);
}

const StripEvent* StripEvents::event(qint64 id) const {
    const auto found = events_.constFind(id);
    return found != events_.constEnd() ? &found.value() : nullptr;
}

const StripEvent* StripEvents::neighbour(double seconds, int step) const {
    const StripEvent* nearest = nullptr;
    for (const StripEvent& event : events_) {
        const double away = step < 0 ? seconds - event.fired : event.fired - seconds;
        const double best = nearest == nullptr ? 0.0
                            : step < 0         ? seconds - nearest->fired
                                               : nearest->fired - seconds;
        if (away > kSameEventTime && (nearest == nullptr || away < best)) {
            nearest = &event;
        }
    }
    return nearest;
}

}  // namespace handscope::ui
