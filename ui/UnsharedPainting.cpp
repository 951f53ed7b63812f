// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/UnsharedPainting.h"

#include <QPaintDevice>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace handscope::ui {
namespace {

// Rows of the device; Qt shares out from 96 on.
constexpr double kRowsAtOnce = 64.0;
constexpr double kHairline = 1.1;

}  // namespace

void drawImageUnshared(QPainter& painter, const QRectF& target, const QImage& image) {
    const double ratio = painter.device()->devicePixelRatioF();
    for (double top = std::floor(target.top() * ratio) / ratio; top < target.bottom();
         top += kRowsAtOnce / ratio) {
        painter.save();
        painter.setClipRect(
            QRectF(target.left() - 1.0, top, target.width() + 2.0, kRowsAtOnce / ratio),
            Qt::IntersectClip);
        painter.drawImage(target, image);
        painter.restore();
    }
}

void fillRectUnshared(QPainter& painter, const QRectF& rect, const QBrush& brush) {
    const double rows = kRowsAtOnce / painter.device()->devicePixelRatioF();
    for (double top = rect.top(); top < rect.bottom(); top += rows) {
        painter.fillRect(
            QRectF(rect.left(), top, rect.width(), std::min(rows, rect.bottom() - top)), brush);
    }
}

QPen hairline(const QColor& colour) {
    return QPen(colour, kHairline);
}

}  // namespace handscope::ui
