// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <optional>

#include "ui/DisplayTypes.h"
#include "ui/recordings/SegmentLanes.h"

namespace handscope::ui {

/// A recognised gesture and the moment at which it was told.
struct StripEvent {
    EventRow row;
    double fired = 0.0;  ///< seconds
};

/// The events on a strip: those that overlap in lanes of their own, and found by time. Owns its
/// copy of them. Plain data; one thread.
class StripEvents {
public:
    /// The same id again takes the place of the one before.
    void upsert(const EventRow& event, double fired);
    /// Those that end before.
    void forgetBefore(double seconds);
    void clear();

    /// Of the events' ids, labels and times only.
    const SegmentLanes& lanes() const noexcept { return lanes_; }
    /// nullptr when there is none; valid until the next change.
    const StripEvent* event(qint64 id) const;
    /// The nearest that fired before (step < 0) or after; nullptr where none did.
    const StripEvent* neighbour(double seconds, int step) const;

private:
    QHash<qint64, StripEvent> events_;
    SegmentLanes lanes_;

    void arrange();
};

}  // namespace handscope::ui
