// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/maps/MapCell.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "ui/ColourBarView.h"

namespace handscope::ui {
namespace {

/// Where translators find these texts.
class MapCellText {
    Q_DECLARE_TR_FUNCTIONS(handscope::ui::MapCell)
};

}  // namespace

std::optional<MapCell> cellAt(const MapImage& map, QPointF point) {
    const auto cells = static_cast<std::size_t>(std::max(0, map.width)) *
                       static_cast<std::size_t>(std::max(0, map.height));
    if (cells == 0 || map.values.size() != cells || !map.square.contains(point)) {
        return std::nullopt;
    }
    const QPointF inside = point - map.square.topLeft();
    // The far edges belong to the last row and column.
    const int column = std::min(
        map.width - 1, static_cast<int>(std::floor(inside.x() / map.square.width() * map.width)));
    const int row =
        std::min(map.height - 1,
                 static_cast<int>(std::floor(inside.y() / map.square.height() * map.height)));
    const auto index = static_cast<std::size_t>(row) * static_cast<std::size_t>(map.width) +
                       static_cast<std::size_t>(column);
    return MapCell{row + 1, column + 1, map.values[index]};
}

QString cellText(const MapCell& cell) {
    return MapCellText::tr("Row %1, column %2: %3")
        .arg(cell.row)
        .arg(cell.column)
        .arg(valueText(cell.value));
}

QString cellTextAt(const MapImage& map, std::optional<QPointF> point) {
    const auto cell = point ? cellAt(map, *point) : std::nullopt;
    return cell ? cellText(*cell) : QString();
}

QPoint cellBeside(QSize cells, std::optional<QPoint> from, QPoint step, bool mirrored) {
    const QPoint to = from ? *from + QPoint(mirrored ? -step.x() : step.x(), step.y())
                           : QPoint(cells.width() / 2, cells.height() / 2);
    return {std::clamp(to.x(), 0, cells.width() - 1), std::clamp(to.y(), 0, cells.height() - 1)};
}

std::optional<QPointF> cellBeside(const MapImage& map, std::optional<QPointF> from, QPoint step,
                                  bool mirrored) {
    if (map.width <= 0 || map.height <= 0 || map.square.isEmpty()) {
        return std::nullopt;
    }
    const double width = map.square.width() / map.width;
    const double height = map.square.height() / map.height;
    std::optional<QPoint> at;
    if (from) {
        const QPointF inside = *from - map.square.topLeft();
        at = QPoint(static_cast<int>(std::floor(inside.x() / width)),
                    static_cast<int>(std::floor(inside.y() / height)));
    }
    const QPoint cell = cellBeside(QSize(map.width, map.height), at, step, mirrored);
    return map.square.topLeft() + QPointF((cell.x() + 0.5) * width, (cell.y() + 0.5) * height);
}

QString frameText(const MapImage& map) {
    return MapCellText::tr("t = %1, %2 s")
        .arg(map.frameIndex)
        .arg(QString::number(map.pts, 'f', 2));
}

}  // namespace handscope::ui
