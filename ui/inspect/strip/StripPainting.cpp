// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/strip/StripPainting.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/Theme.h"
#include "ui/TimeText.h"
#include "ui/UnsharedPainting.h"
#include "ui/inspect/strip/ScoreCurves.h"
#include "ui/inspect/strip/StripColours.h"
#include "ui/inspect/strip/TimeStrip.h"

namespace handscope::ui {
namespace {

constexpr QRgb kCursor = 0xffe5484d;
constexpr QRgb kLive = 0xff1f8a52;
constexpr double kRowPadding = 4.0;
// Frames of the window that stand closer are not ticked, pixels.
constexpr double kLeastTickGap = 4.0;

class StripBrush {
public:
    StripBrush(QPainter& painter, const StripPicture& picture, const QPalette& palette)
        : painter_(painter),
          picture_(picture),
          palette_(palette),
          dark_(isDark(palette)),
          text_(palette.color(QPalette::WindowText)),
          from_(picture.scale.shownFrom()),
          to_(picture.scale.shownTo()) {}

    void backgrounds();
    void lostStretches();
    void thumbnails();
    void window();
    void bars();
    void axis();
    void frameTicks();
    void liveEdge();
    void cursor();

private:
    QPainter& painter_;
    const StripPicture& picture_;
    const QPalette& palette_;
    bool dark_;
    QColor text_;
    double from_;
    double to_;

    QRectF stretch(const QRectF& row, double from, double to) const;
    void bar(const SegmentRow& segment, int lane, double roomTo);
    void tag(double x, const QString& text, const QColor& colour);
};

/// Of a row, cut at its ends.
QRectF StripBrush::stretch(const QRectF& row, double from, double to) const {
    const double left = std::clamp(picture_.xOf(from), row.left(), row.right());
    const double right = std::clamp(picture_.xOf(to), row.left(), row.right());
    return {left, row.top(), right - left, row.height()};
}

void StripBrush::backgrounds() {
    painter_.fillRect(QRect(QPoint(), picture_.size), palette_.color(QPalette::Window));
    for (const QRectF& row : {picture_.thumbnailRow(), picture_.curveRow(), picture_.eventRow()}) {
        painter_.fillRect(row, palette_.color(QPalette::Base));
    }
}

void StripBrush::lostStretches() {
    const QBrush hatching(faded(text_, dark_ ? 70 : 60), Qt::BDiagPattern);
    const bool none = picture_.historyEnd <= picture_.historyBegin;
    const double lostTo = none ? picture_.end : picture_.historyBegin;
    for (const QRectF& row : {picture_.thumbnailRow(), picture_.curveRow(), picture_.eventRow()}) {
        if (lostTo > picture_.begin) {
            painter_.fillRect(stretch(row, picture_.begin, lostTo), hatching);
        }
        if (!none && picture_.historyEnd < picture_.end) {
            painter_.fillRect(stretch(row, picture_.historyEnd, picture_.end), hatching);
        }
    }
}

void StripBrush::thumbnails() {
    const double span = picture_.thumbnailSpan();
    if (span <= 0.0) {
        return;
    }
    const QRectF row = picture_.thumbnailRow();
    painter_.save();
    painter_.setClipRect(row);
    painter_.setRenderHint(QPainter::SmoothPixmapTransform);
    // Places stand at fixed moments, so that a picture moves with the axis as it scrolls.
    for (double place = std::floor(from_ / span); place * span < to_; ++place) {
        if (const StripThumbnail* found = picture_.thumbnailNear((place + 0.5) * span)) {
            const QRectF room(picture_.xOf(place * span), row.top(),
                              span / picture_.scale.secondsPerPixel(), row.height());
            painter_.drawImage(room.adjusted(0.5, 0.0, -0.5, 0.0), found->picture);
        }
    }
    painter_.restore();
}

void StripBrush::window() {
    if (picture_.windowEnd <= picture_.windowBegin) {
        return;
    }
    const QColor colour = palette_.color(QPalette::Highlight);
    const QRectF whole(QPointF(picture_.thumbnailRow().topLeft()),
                       QPointF(picture_.eventRow().bottomRight()));
    const QRectF room = stretch(whole, picture_.windowBegin, picture_.windowEnd);
    fillRectUnshared(painter_, room, faded(colour, 60));
    painter_.setPen(QPen(colour, 1.0));
    painter_.drawLine(room.topLeft(), room.bottomLeft());
    painter_.drawLine(room.topRight(), room.bottomRight());
}

void StripBrush::frameTicks() {
    const QRectF row = picture_.thumbnailRow();
    const double reach = 7.0;
    const double apart = (picture_.windowEnd - picture_.windowBegin) /
                         std::max<qsizetype>(1, picture_.frameTimes.size());
    if (apart < kLeastTickGap * picture_.scale.secondsPerPixel()) {
        return;
    }
    painter_.setRenderHint(QPainter::Antialiasing);
    for (const double seconds : picture_.frameTimes) {
        const double x = std::round(picture_.xOf(seconds));
        if (x < row.left() || x > row.right()) {
            continue;
        }
        // On a border, since the pictures may have any colour.
        const QRectF tick(x - 1.0, row.bottom() - reach, 2.0, reach + kRowPadding);
        painter_.fillRect(tick.adjusted(-1.0, -1.0, 1.0, 0.0), palette_.color(QPalette::Base));
        painter_.fillRect(tick, palette_.color(QPalette::Highlight));
    }
}

void StripBrush::bars() {
    painter_.save();
    painter_.setClipRect(picture_.eventRow());
    for (int lane = 0; lane < picture_.events.lanes().laneCount(); ++lane) {
        std::vector<const SegmentRow*> shown;
        picture_.events.lanes().visit(lane, from_, to_, [&](const SegmentRow& segment) {
            shown.push_back(&segment);
            // Nothing that ends within the same pixel could be seen.
            return picture_.scale.secondsAt(picture_.scale.pixelOf(segment.end) + 1.0);
        });
        for (std::size_t place = 0; place < shown.size(); ++place) {
            // The words may run on to where the next one begins.
            const double room = place + 1 < shown.size() ? picture_.xOf(shown[place + 1]->start)
                                                         : picture_.eventRow().right();
            bar(*shown[place], lane, room);
        }
    }
    painter_.restore();
}

void StripBrush::bar(const SegmentRow& segment, int lane, double roomTo) {
    const StripEvent* event = picture_.events.event(segment.id);
    const QRectF room = picture_.barOf(segment, lane);
    const QColor edge = picture_.colours.strokeOf(segment.label, dark_);
    if (room.width() < 5.0 || event == nullptr) {
        painter_.fillRect(room, edge);
        return;
    }
    painter_.setRenderHint(QPainter::Antialiasing);
    // One that has not ended yet has a dashed edge.
    painter_.setPen(QPen(edge, 1.0, event->row.open ? Qt::DashLine : Qt::SolidLine));
    painter_.setBrush(faded(picture_.colours.colourOf(segment.label, dark_), 130));
    painter_.drawRoundedRect(room, 2.0, 2.0);
    // The moment at which it fired.
    const double fired = picture_.xOf(event->fired);
    painter_.setPen(Qt::NoPen);
    painter_.setBrush(edge);
    painter_.drawPolygon(QPolygonF({{fired - 4.0, room.bottom()},
                                    {fired + 4.0, room.bottom()},
                                    {fired, room.bottom() - 5.0}}));
    // Where a bar is cut by the left end, its words move into sight.
    QRectF place = room.intersected(picture_.eventRow());
    place.setLeft(place.left() + kRowPadding);
    place.setRight(roomTo - kRowPadding);
    if (place.width() < 16.0 || place.height() < painter_.fontMetrics().height() - 4) {
        return;
    }
    painter_.setPen(palette_.color(QPalette::Text));
    painter_.drawText(place, Qt::AlignLeft | Qt::AlignVCenter,
                      painter_.fontMetrics().elidedText(segment.label, Qt::ElideRight,
                                                        static_cast<int>(place.width())));
}

void StripBrush::axis() {
    const QRectF row = picture_.axisRow();
    const double step = picture_.scale.markStep(
        painter_.fontMetrics().horizontalAdvance(QStringLiteral("0:00:00.0")) + 24.0);
    if (step <= 0.0) {
        return;
    }
    painter_.setRenderHint(QPainter::Antialiasing, false);
    const double minor = step / 5.0;
    const auto first = static_cast<qint64>(std::ceil(from_ / minor));
    const auto last = static_cast<qint64>(std::floor(to_ / minor));
    for (qint64 mark = first; mark <= last; ++mark) {
        const double seconds = static_cast<double>(mark) * minor;
        const double x = std::round(picture_.xOf(seconds)) + 0.5;
        const bool labelled = mark % 5 == 0;
        painter_.setPen(faded(text_, 90));
        painter_.drawLine(QPointF(x, row.top()), QPointF(x, row.top() + (labelled ? 7.0 : 3.0)));
        const QString whole = timeText(seconds);
        const QString text = step < 1.0 ? whole : whole.chopped(2);
        if (labelled &&
            x + 4.0 + painter_.fontMetrics().horizontalAdvance(text) < picture_.size.width()) {
            painter_.setPen(quietText(palette_));
            painter_.drawText(QPointF(x + 4.0, row.bottom() - painter_.fontMetrics().descent() - 1),
                              text);
        }
    }
}

void StripBrush::tag(double x, const QString& text, const QColor& colour) {
    const QRectF row = picture_.axisRow();
    const double width = painter_.fontMetrics().horizontalAdvance(text) + 12.0;
    const double left = std::clamp(x - width / 2.0, 0.0, picture_.size.width() - width);
    painter_.setRenderHint(QPainter::Antialiasing);
    painter_.setPen(Qt::NoPen);
    painter_.setBrush(colour);
    const QRectF room(left, row.top() + 2.0, width, row.height() - 3.0);
    painter_.drawRoundedRect(room, 4.0, 4.0);
    painter_.setPen(Qt::white);
    painter_.drawText(room, Qt::AlignCenter, text);
}

void StripBrush::liveEdge() {
    if (!picture_.live || !picture_.scale.isShown(picture_.end)) {
        return;
    }
    const double x = std::round(picture_.xOf(picture_.end)) + 0.5;
    painter_.setRenderHint(QPainter::Antialiasing, false);
    painter_.setPen(QPen(QColor(kLive), 1.0));
    painter_.drawLine(QPointF(x, picture_.thumbnailRow().top()),
                      QPointF(x, picture_.axisRow().top()));
    tag(x, TimeStrip::tr("live"), QColor(kLive));
}

void StripBrush::cursor() {
    if (!picture_.scale.isShown(picture_.cursor)) {
        return;
    }
    const double x = std::round(picture_.xOf(picture_.cursor)) + 0.5;
    const double foot = picture_.thumbnailRow().top();
    painter_.setRenderHint(QPainter::Antialiasing);
    painter_.setPen(QPen(QColor(kCursor), 1.6));
    painter_.drawLine(QPointF(x, foot), QPointF(x, picture_.axisRow().top() + 2.0));
    painter_.setPen(Qt::NoPen);
    painter_.setBrush(QColor(kCursor));
    painter_.drawPolygon(QPolygonF({{x - 6.0, foot - 9.0},
                                    {x + 6.0, foot - 9.0},
                                    {x + 6.0, foot - 6.0},
                                    {x, foot},
                                    {x - 6.0, foot - 6.0}}));
    // The newest moment has its tag already.
    if (!picture_.live || picture_.frozen) {
        tag(x, timeText(picture_.cursor), QColor(kCursor));
    }
}

}  // namespace

void paintStrip(QPainter& painter, const StripPicture& picture, const QPalette& palette) {
    StripBrush brush(painter, picture, palette);
    brush.backgrounds();
    if (picture.isEmpty()) {
        painter.setPen(quietText(palette));
        painter.drawText(QRect(QPoint(), picture.size).adjusted(8, 0, -8, 0),
                         Qt::AlignCenter | Qt::TextWordWrap, picture.hint);
        return;
    }
    brush.lostStretches();
    brush.thumbnails();
    brush.window();
    paintScoreCurves(painter, picture, palette);
    brush.bars();
    brush.axis();
    brush.frameTicks();
    brush.liveEdge();
    brush.cursor();
}

}  // namespace handscope::ui
