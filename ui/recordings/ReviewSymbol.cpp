// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recordings/ReviewSymbol.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>

namespace handscope::ui {
namespace {

/// On a grid of 16 × 16.
QPainterPath drawingOf(ReviewState state, bool doubtful) {
    QPainterPath path;
    if (doubtful) {
        path.moveTo(5, 5.5);
        path.cubicTo(5, 1.5, 11.5, 1.5, 11.5, 5.5);
        path.cubicTo(11.5, 8, 8.2, 8, 8.2, 10.5);
        path.moveTo(8.2, 13.2);
        path.lineTo(8.2, 13.8);
        return path;
    }
    switch (state) {
        case ReviewState::Predicted:
            path.addEllipse(QPointF(8, 8), 4, 4);
            break;
        case ReviewState::Accepted:
            path.moveTo(2.5, 8.5);
            path.lineTo(6.5, 12.5);
            path.lineTo(13.5, 4);
            break;
        case ReviewState::Changed:
            path.addPolygon(
                QPolygonF({{3, 13}, {3.6, 9.8}, {11, 2.6}, {13.4, 5}, {6.2, 12.4}, {3, 13}}));
            break;
        case ReviewState::Added:
            path.moveTo(8, 3);
            path.lineTo(8, 13);
            path.moveTo(3, 8);
            path.lineTo(13, 8);
            break;
    }
    return path;
}

}  // namespace

void paintReviewSymbol(QPainter& painter, const QRectF& room, ReviewState state, bool doubtful) {
    const double side = std::min(room.width(), room.height());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(room.center() - QPointF(side / 2.0, side / 2.0));
    painter.scale(side / 16.0, side / 16.0);
    painter.setPen(QPen(painter.pen().color(), 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(drawingOf(state, doubtful));
    painter.restore();
}

}  // namespace handscope::ui
