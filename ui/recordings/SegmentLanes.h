// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QVector>
#include <functional>
#include <vector>

#include "ui/recordings/RecordingTypes.h"

namespace handscope::ui {

/// Segments in as few lanes as keep those that overlap apart, each lane in the order of time, so
/// that what stands in a stretch of a long recording is found without looking at the rest.
///
/// Owns its copy of the segments; a negative length counts as none. Reads from any thread while
/// nobody calls assign().
class SegmentLanes {
public:
    void assign(const QVector<SegmentRow>& segments);

    /// 0 without segments.
    int laneCount() const noexcept { return static_cast<int>(lanes_.size()); }
    bool isEmpty() const noexcept { return lanes_.empty(); }

    /// nullptr when there is none; valid until the next assign().
    const SegmentRow* segment(qint64 id) const;
    int laneOf(qint64 id) const;

    /// Calls `visit` with the segments of a lane that touch `from` … `to`, seconds, in the order of
    /// time. Where it returns a time, what ends before that time is passed over unseen.
    using Visitor = std::function<double(const SegmentRow&)>;
    void visit(int lane, double from, double to, const Visitor& visitor) const;

    /// The one in the lane at this moment, or within `tolerance` seconds; nullptr when none is.
    const SegmentRow* at(int lane, double seconds, double tolerance) const;
    /// The first of any lane at this moment.
    const SegmentRow* at(double seconds) const;
    /// The one that begins so many places after (or before) this one; nullptr where none does.
    const SegmentRow* neighbour(qint64 id, int step) const;

private:
    std::vector<SegmentRow> segments_;     ///< by start, then id
    std::vector<std::vector<int>> lanes_;  ///< indices into segments_
    std::vector<int> laneOf_;              ///< beside segments_
    QHash<qint64, int> indexOfId_;

    std::vector<int>::const_iterator firstEndingAt(const std::vector<int>& lane,
                                                   double seconds) const;
};

}  // namespace handscope::ui
