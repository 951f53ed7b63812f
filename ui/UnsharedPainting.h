// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBrush>
#include <QColor>
#include <QImage>
#include <QPen>
#include <QRectF>

class QPainter;

namespace handscope::ui {

/// Painting that Qt does by itself. What covers many rows or single pixels it shares out among the
/// threads of QThreadPool::globalInstance() and waits for them, stretch by stretch: while a network
/// keeps all processors busy, that takes many times as long as the painting. The pixels are the
/// same. GUI thread.

/// Scales the image into the rectangle, as QPainter::drawImage().
void drawImageUnshared(QPainter& painter, const QRectF& target, const QImage& image);

/// As QPainter::fillRect(). Also for straight lines that let shine through or are dashed: of a
/// pen's Qt strokes each pixel by itself.
void fillRectUnshared(QPainter& painter, const QRectF& rect, const QBrush& brush);

/// For lines of charts along the axes: of a pen of 1 pixel each pixel is stroked by itself, of this
/// one, which is no wider to see, it is not.
QPen hairline(const QColor& colour);

}  // namespace handscope::ui
