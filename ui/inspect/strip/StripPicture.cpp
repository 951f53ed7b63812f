// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/strip/StripPicture.h"

#include <algorithm>
#include <cmath>

namespace handscope::ui {
namespace {

constexpr double kGap = 4.0;
constexpr double kLaneHeight = 18.0;
constexpr double kTallestThumbnail = 72.0;
constexpr double kLeastCurves = 24.0;

/// Heights of the rows between handle and axis.
struct Rows {
    double thumbnails;
    double curves;
    double events;
};

Rows rowsOf(const StripPicture& picture) {
    const double room = std::max(0.0, picture.size.height() - StripPicture::kHandleHeight -
                                          StripPicture::kAxisHeight - 3.0 * kGap);
    Rows rows{};
    rows.events =
        std::min(kLaneHeight * std::max(1, picture.events.lanes().laneCount()), 0.3 * room);
    rows.thumbnails = std::min(kTallestThumbnail, 0.33 * room);
    rows.curves = room - rows.events - rows.thumbnails;
    return rows;
}

QRectF rowAt(const StripPicture& picture, double top, double height) {
    const double width = picture.size.width() - StripPicture::kLeft - StripPicture::kRight;
    return {static_cast<double>(StripPicture::kLeft), top, std::max(1.0, width), height};
}

}  // namespace

QRectF StripPicture::thumbnailRow() const {
    return rowAt(*this, kHandleHeight, rowsOf(*this).thumbnails);
}

QRectF StripPicture::curveRow() const {
    return rowAt(*this, thumbnailRow().bottom() + kGap, rowsOf(*this).curves);
}

QRectF StripPicture::eventRow() const {
    return rowAt(*this, curveRow().bottom() + kGap, rowsOf(*this).events);
}

QRectF StripPicture::axisRow() const {
    return rowAt(*this, size.height() - kAxisHeight, kAxisHeight);
}

double StripPicture::secondsAt(double x) const {
    return std::clamp(scale.secondsAt(x - kLeft), begin, std::max(begin, end));
}

QRectF StripPicture::legendRow() const {
    QRectF row = curveRow();
    row.setHeight(row.height() - kLegendHeight >= kLeastCurves ? kLegendHeight : 0.0);
    return row;
}

double StripPicture::yOf(float score) const {
    QRectF row = curveRow();
    row.setTop(legendRow().bottom() + 2.0);
    return row.bottom() - std::clamp(static_cast<double>(score), 0.0, 1.0) * row.height();
}

QRectF StripPicture::barOf(const SegmentRow& event, int lane) const {
    const QRectF row = eventRow();
    const double height = row.height() / std::max(1, events.lanes().laneCount());
    const double left = xOf(event.start);
    // However short it is, something of it can be seen.
    return {left, row.top() + lane * height + 1.0, std::max(3.0, xOf(event.end) - left),
            std::max(2.0, height - 2.0)};
}

const StripEvent* StripPicture::eventAt(const QPointF& point) const {
    const QRectF row = eventRow();
    const int lanes = events.lanes().laneCount();
    if (lanes == 0 || !row.contains(point)) {
        return nullptr;
    }
    const int lane =
        std::min(lanes - 1, static_cast<int>((point.y() - row.top()) / (row.height() / lanes)));
    const SegmentRow* found =
        events.lanes().at(lane, scale.secondsAt(point.x() - kLeft), 2.0 * scale.secondsPerPixel());
    return found != nullptr ? events.event(found->id) : nullptr;
}

double StripPicture::thumbnailSpan() const {
    if (thumbnails.isEmpty() || thumbnails.first().picture.isNull()) {
        return 0.0;
    }
    const QSizeF whole = thumbnails.first().picture.size();
    return thumbnailRow().height() * whole.width() / whole.height() * scale.secondsPerPixel();
}

const StripThumbnail* StripPicture::thumbnailNear(double seconds) const {
    const auto after = std::lower_bound(
        thumbnails.begin(), thumbnails.end(), seconds,
        [](const StripThumbnail& thumbnail, double time) { return thumbnail.seconds < time; });
    const StripThumbnail* nearest = after != thumbnails.end() ? &*after : nullptr;
    if (after != thumbnails.begin()) {
        const StripThumbnail& before = *(after - 1);
        if (nearest == nullptr || seconds - before.seconds < nearest->seconds - seconds) {
            nearest = &before;
        }
    }
    const bool close =
        nearest != nullptr && std::abs(nearest->seconds - seconds) <= 0.5 * thumbnailSpan();
    return close ? nearest : nullptr;
}

std::vector<int> StripPicture::shownClasses() const {
    return scores.leaders(scale.shownFrom(), scale.shownTo(), kCurves);
}

}  // namespace handscope::ui
