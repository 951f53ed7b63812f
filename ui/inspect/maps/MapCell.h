// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPoint>
#include <QPointF>
#include <QSize>
#include <optional>

#include "ui/DisplayTypes.h"

namespace handscope::ui {

/// One value of a map and where it stands in it, counted from 1.
struct MapCell {
    int row = 1;
    int column = 1;
    float value = 0.0F;
};

/// The cell at a point of the frame, in frame pixels; none outside the map's square, or where the
/// map's sizes disagree. Any thread.
std::optional<MapCell> cellAt(const MapImage& map, QPointF point);

/// "Row 1, column 2: 0.3".
QString cellText(const MapCell& cell);

/// cellText() of the cell at a point of the frame; empty without a point or a cell.
QString cellTextAt(const MapImage& map, std::optional<QPointF> point);

/// The cell so many on from another, as they look on the screen, and no further than the last;
/// without another the middle one. Counted from 0; `cells`: how many there are, one at least.
QPoint cellBeside(QSize cells, std::optional<QPoint> from, QPoint step, bool mirrored);

/// The same from a point of the frame to the middle of a cell, in frame pixels. None without cells.
std::optional<QPointF> cellBeside(const MapImage& map, std::optional<QPointF> from, QPoint step,
                                  bool mirrored);

/// "t = 3, 12.40 s": which frame of the window a map belongs to, and its PTS.
QString frameText(const MapImage& map);

}  // namespace handscope::ui
