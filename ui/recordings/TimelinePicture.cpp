// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recordings/TimelinePicture.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "ui/Theme.h"
#include "ui/TimeText.h"
#include "ui/recordings/ReviewSymbol.h"

namespace handscope::ui {
namespace {

constexpr QRgb kPlayhead = 0xffe5484d;
constexpr QRgb kDoubt = 0xffe69f00;
constexpr double kSymbol = 12.0;
// How far from an edge it can be taken hold of, pixels.
constexpr double kGrip = 5.0;

class Brushwork {
public:
    Brushwork(QPainter& painter, const QRect& dirty, const TimelinePicture& picture,
              const QPalette& palette)
        : painter_(painter),
          picture_(picture),
          palette_(palette),
          dark_(isDark(palette)),
          dirty_(dirty),
          from_(picture.scale.secondsAt(dirty.left() - TimelinePicture::kPlayheadReach)),
          to_(picture.scale.secondsAt(dirty.right() + TimelinePicture::kPlayheadReach)) {}

    void ruler();
    void bars();
    void marks();
    void markedStretch();
    void selection();
    void playhead();
    void overview();

private:
    QPainter& painter_;
    const TimelinePicture& picture_;
    const QPalette& palette_;
    bool dark_;
    QRect dirty_;
    double from_;
    double to_;

    void bar(const SegmentRow& segment, const QRectF& room);
    void words(const SegmentRow& segment, const QRectF& room, const QColor& colour);
};

void Brushwork::ruler() {
    const QRectF room(0.0, 0.0, picture_.size.width(), TimelinePicture::kRulerHeight);
    painter_.fillRect(room, palette_.color(QPalette::Window));
    const double step = picture_.scale.markStep(
        painter_.fontMetrics().horizontalAdvance(QStringLiteral("0:00:00.0")) + 24.0);
    if (step <= 0.0 || picture_.scale.duration() <= 0.0) {
        return;
    }
    QColor line = palette_.color(QPalette::WindowText);
    line.setAlpha(90);
    const double minor = step / 5.0;
    // Labels stand to the right of their mark, so the one before may reach into what is painted.
    const auto first = static_cast<qint64>(std::floor(std::max(0.0, from_ - step) / minor));
    const auto last = static_cast<qint64>(std::ceil(to_ / minor));
    for (qint64 mark = first; mark <= last; ++mark) {
        const double seconds = static_cast<double>(mark) * minor;
        const double x = std::round(picture_.scale.pixelOf(seconds)) + 0.5;
        const bool labelled = mark % 5 == 0;
        painter_.setPen(line);
        painter_.drawLine(QPointF(x, labelled ? 4.0 : 14.0), QPointF(x, room.bottom()));
        const QString whole = timeText(seconds);
        const QString text = step < 1.0 ? whole : whole.chopped(2);
        // Cut off by the edge it would say another time.
        if (labelled && x + 4.0 + painter_.fontMetrics().horizontalAdvance(text) <= room.right()) {
            painter_.setPen(quietText(palette_));
            painter_.drawText(QPointF(x + 4.0, painter_.fontMetrics().ascent() + 1.0), text);
        }
    }
}

void Brushwork::bars() {
    for (int lane = 0; lane < picture_.lanes.laneCount(); ++lane) {
        picture_.lanes.visit(lane, from_, to_, [&](const SegmentRow& segment) {
            const QRectF room = picture_.barOf(segment, lane);
            if (segment.id != picture_.selected) {
                bar(segment, room);
            }
            // Nothing that ends within the same pixel could be seen.
            return picture_.scale.secondsAt(std::floor(room.right()));
        });
    }
}

void Brushwork::bar(const SegmentRow& segment, const QRectF& room) {
    const QColor colour = picture_.colours.colourOf(segment.label, dark_);
    const QColor edge = dark_ ? colour.lighter(150) : colour.darker(150);
    const bool reviewed = !isUnreviewed(segment);
    QColor fill = colour;
    if (!reviewed) {
        fill.setAlpha(dark_ ? 110 : 95);
    }
    const bool tiny = room.width() < 5.0;
    painter_.setRenderHint(QPainter::Antialiasing, !tiny);
    painter_.setPen(tiny ? Qt::NoPen : QPen(edge, 1.0));
    painter_.setBrush(tiny ? edge : fill);
    // Reviewed ones are round, the others square.
    const double radius = reviewed ? std::min(room.height() / 3.0, room.width() / 3.0) : 1.0;
    painter_.drawRoundedRect(room, radius, radius);
    if (isDoubtful(segment) && !tiny) {
        painter_.setPen(Qt::NoPen);
        painter_.setBrush(QBrush(edge, Qt::BDiagPattern));
        painter_.drawRect(room);
    }
    words(segment, room,
          reviewed && !dark_ ? QColor(0x14, 0x16, 0x1a) : palette_.color(QPalette::Text));
}

void Brushwork::words(const SegmentRow& segment, const QRectF& room, const QColor& colour) {
    // Where a bar is cut by the left end, its words move into sight.
    QRectF place = room.intersected(QRectF(QPointF(), QSizeF(picture_.size)));
    if (place.width() < kSymbol + 6.0 || place.height() < kSymbol) {
        return;
    }
    painter_.setPen(colour);
    paintReviewSymbol(painter_, QRectF(place.left() + 3.0, place.top(), kSymbol, place.height()),
                      segment.state, isDoubtful(segment));
    place.adjust(kSymbol + 6.0, 0.0, -3.0, 0.0);
    if (place.width() < 16.0 || place.height() < painter_.fontMetrics().height() - 2) {
        return;
    }
    painter_.drawText(place, Qt::AlignLeft | Qt::AlignVCenter,
                      painter_.fontMetrics().elidedText(segment.label, Qt::ElideRight,
                                                        static_cast<int>(place.width())));
}

void Brushwork::marks() {
    painter_.setRenderHint(QPainter::Antialiasing);
    painter_.setPen(Qt::NoPen);
    painter_.setBrush(QColor(kDoubt));
    const double top = TimelinePicture::kRulerHeight + 1.0;
    for (int lane = 0; lane < picture_.lanes.laneCount(); ++lane) {
        double last = -100.0;
        picture_.lanes.visit(lane, from_, to_, [&](const SegmentRow& segment) {
            const double x = picture_.barOf(segment, lane).center().x();
            if (isDoubtful(segment) && x - last >= 2.0) {
                last = x;
                painter_.drawPolygon(QPolygonF({{x - 4.0, top}, {x + 4.0, top}, {x, top + 6.5}}));
            }
            return 0.0;
        });
    }
}

void Brushwork::markedStretch() {
    if (!picture_.marked) {
        return;
    }
    const auto [from, to] = std::minmax(picture_.marked->first, picture_.marked->second);
    QColor fill = palette_.color(QPalette::Highlight);
    const QRectF room(QPointF(picture_.scale.pixelOf(from), TimelinePicture::kTop),
                      QPointF(picture_.scale.pixelOf(to), picture_.size.height() - 1.0));
    painter_.setPen(QPen(fill, 1.0, Qt::DashLine));
    fill.setAlpha(60);
    painter_.setBrush(fill);
    painter_.drawRect(room);
}

void Brushwork::selection() {
    const SegmentRow* segment = picture_.lanes.segment(picture_.selected);
    if (segment == nullptr) {
        return;
    }
    const QRectF room = picture_.barOf(*segment, picture_.lanes.laneOf(segment->id));
    if (room.right() < dirty_.left() - 8 || room.left() > dirty_.right() + 8) {
        return;
    }
    bar(*segment, room);
    const QColor colour = palette_.color(QPalette::Highlight);
    painter_.setRenderHint(QPainter::Antialiasing);
    painter_.setPen(QPen(colour, 2.0));
    painter_.setBrush(Qt::NoBrush);
    painter_.drawRoundedRect(room.adjusted(-1.0, -1.0, 1.0, 1.0), 2.0, 2.0);
    painter_.setPen(Qt::NoPen);
    painter_.setBrush(colour);
    for (const double x : {room.left(), room.right()}) {
        painter_.drawRoundedRect(QRectF(x - 2.5, room.top() - 2.0, 5.0, room.height() + 4.0), 2.0,
                                 2.0);
    }
}

void Brushwork::playhead() {
    const double x = std::round(picture_.scale.pixelOf(picture_.playhead)) + 0.5;
    painter_.setRenderHint(QPainter::Antialiasing);
    painter_.setPen(QPen(QColor(kPlayhead), 1.6));
    painter_.drawLine(QPointF(x, 10.0), QPointF(x, picture_.size.height()));
    painter_.setPen(Qt::NoPen);
    painter_.setBrush(QColor(kPlayhead));
    const double foot = TimelinePicture::kRulerHeight - 2.0;
    painter_.drawPolygon(QPolygonF({{x - 5.0, foot - 9.0}, {x + 5.0, foot - 9.0}, {x, foot}}));
}

void Brushwork::overview() {
    if (picture_.scale.showsAll()) {
        return;
    }
    const double width = picture_.size.width() / picture_.scale.duration();
    QColor colour = palette_.color(QPalette::WindowText);
    colour.setAlpha(120);
    painter_.setPen(Qt::NoPen);
    painter_.setBrush(colour);
    painter_.drawRoundedRect(QRectF(picture_.scale.start() * width, picture_.size.height() - 4.0,
                                    std::max(8.0, picture_.scale.span() * width), 3.0),
                             1.5, 1.5);
}

}  // namespace

double TimelinePicture::laneHeight() const {
    const double room = size.height() - kTop - kBottom;
    return std::clamp(room / std::max(1, lanes.laneCount()), 5.0, 30.0);
}

int TimelinePicture::laneAt(double y) const {
    const double lane = std::floor((y - kTop) / laneHeight());
    return lane >= 0.0 && lane < lanes.laneCount() ? static_cast<int>(lane) : -1;
}

std::pair<double, double> TimelinePicture::timesOf(const SegmentRow& segment) const {
    if (!held || segment.id != selected) {
        return {segment.start, segment.end};
    }
    return held->edge == SegmentEdge::Start ? std::pair(held->seconds, segment.end)
                                            : std::pair(segment.start, held->seconds);
}

QRectF TimelinePicture::barOf(const SegmentRow& segment, int lane) const {
    const auto [from, to] = timesOf(segment);
    const double left = scale.pixelOf(from);
    const double height = laneHeight();
    // However short it is, something of it can be seen.
    return {left, kTop + lane * height + 1.5, std::max(2.0, scale.pixelOf(to) - left),
            height - 3.0};
}

const SegmentRow* TimelinePicture::segmentAt(const QPointF& point) const {
    return lanes.at(laneAt(point.y()), scale.secondsAt(point.x()), 2.0 * scale.secondsPerPixel());
}

std::optional<SegmentEdge> TimelinePicture::edgeAt(const QPointF& point) const {
    const SegmentRow* segment = lanes.segment(selected);
    if (segment == nullptr) {
        return std::nullopt;
    }
    const QRectF bar = barOf(*segment, lanes.laneOf(selected));
    if (point.y() < bar.top() - 3.0 || point.y() > bar.bottom() + 3.0) {
        return std::nullopt;
    }
    const double toStart = std::abs(point.x() - bar.left());
    const double toEnd = std::abs(point.x() - bar.right());
    if (std::min(toStart, toEnd) > kGrip) {
        return std::nullopt;
    }
    return toStart < toEnd ? SegmentEdge::Start : SegmentEdge::End;
}

double TimelinePicture::frameRate() const {
    return scale.duration() > 0.0 ? static_cast<double>(frames) / scale.duration() : 0.0;
}

qint64 TimelinePicture::frameAt(double seconds) const {
    const auto frame = frameStarts.isEmpty()
                           ? static_cast<qint64>(std::floor(seconds * frameRate()))
                           : std::upper_bound(frameStarts.begin(), frameStarts.end(), seconds) -
                                 frameStarts.begin() - 1;
    return std::clamp<qint64>(frame, 0, std::max<qint64>(0, frames - 1));
}

double TimelinePicture::startOf(qint64 frame) const {
    if (frame >= frames || frames == 0) {
        return scale.duration();
    }
    return frameStarts.isEmpty() ? static_cast<double>(frame) / frameRate() : frameStarts[frame];
}

qint64 TimelinePicture::nearestStart(double seconds) const {
    if (frameStarts.isEmpty()) {
        return std::clamp<qint64>(std::llround(seconds * frameRate()), 0, frames);
    }
    const qint64 after =
        std::upper_bound(frameStarts.begin(), frameStarts.end(), seconds) - frameStarts.begin();
    const qint64 before = std::max<qint64>(0, after - 1);
    return seconds - startOf(before) <= startOf(after) - seconds ? before : after;
}

void paintTimeline(QPainter& painter, const QRect& dirty, const TimelinePicture& picture,
                   const QPalette& palette) {
    painter.fillRect(dirty, palette.color(QPalette::Base));
    Brushwork brushwork(painter, dirty, picture, palette);
    brushwork.ruler();
    if (picture.scale.duration() <= 0.0) {
        painter.setPen(quietText(palette));
        painter.drawText(QRect(QPoint(), picture.size).adjusted(8, TimelinePicture::kTop, -8, 0),
                         Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, picture.hint);
        return;
    }
    brushwork.bars();
    brushwork.marks();
    brushwork.markedStretch();
    brushwork.selection();
    brushwork.playhead();
    brushwork.overview();
}

}  // namespace handscope::ui
