// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QWidget>

#include "ui/inspect/InspectTypes.h"
#include "ui/inspect/maps/StageTypes.h"

namespace handscope::ui {

/// A frame of 80 × 40, left half black and right half white; its middle square of 40 × 40 under a
/// map of 4 × 2 whose values count 0 … 7. Frame t is at 10 + t / 4 seconds.
MapImage countingMap(int t = 3, QColor colour = Qt::red);

/// The same for t = 1 … count.
QVector<MapImage> countingMaps(int count);

/// Pictures of 7 × 7 of which each channel has its own colour; the measure is 1 / (channel + 1),
/// and the values count from 100 · channel.
QVector<ChannelTile> someTiles(int count);

/// Four bins over −1 … 1.
HistogramData someHistogram();

/// The 16 blocks of the paper's network.
QVector<BlockChoice> networkBlocks();

/// Moves the mouse to a point of a widget, from beside it.
void pointAt(QWidget* widget, QPoint point);

}  // namespace handscope::ui
