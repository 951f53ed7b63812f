// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/maps/MapRow.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "ui/ColourBarView.h"
#include "ui/ElidedLabel.h"
#include "ui/inspect/maps/MapCell.h"

namespace handscope::ui {

MapColumn::MapColumn(const QString& objectName, const QString& name, QWidget* parent)
    : QWidget(parent),
      title_(new ElidedLabel(this)),
      view_(new ZoomMap(this)),
      value_(new ElidedLabel(this)),
      colourBar_(new ColourBarView(this)) {
    setObjectName(objectName);
    title_->setObjectName(objectName + QStringLiteral(".title"));
    title_->setAccessibleName(tr("What the picture shows"));
    view_->setObjectName(objectName + QStringLiteral(".view"));
    view_->setAccessibleName(name);
    value_->setObjectName(objectName + QStringLiteral(".value"));
    value_->setAccessibleName(tr("Value that is pointed at"));
    value_->setToolTip(tr("Point at the map to read its values, or press Shift and an arrow key"));
    colourBar_->setObjectName(objectName + QStringLiteral(".colourBar"));

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(title_);
    layout->addWidget(view_, 1);
    layout->addWidget(value_);
    layout->addWidget(colourBar_);
}

void MapColumn::setMap(const MapImage& map, const QString& title) {
    view_->setMap(map);
    title_->setText(title);
    title_->setToolTip(title);
    colourBar_->setColourBar(map.colourBar, map.low, map.high);
    showValue();
}

void MapColumn::setCrossHair(std::optional<QPointF> point) {
    point_ = point;
    view_->setCrossHair(point);
    showValue();
}

void MapColumn::showValue() {
    const QString text = cellTextAt(view_->map(), point_);
    value_->setText(text);
    view_->setAccessibleDescription(text.isEmpty() ? view_->map().title : text);
}

MapRow::MapRow(const QString& objectName, const QStringList& names, QWidget* parent)
    : QWidget(parent) {
    setObjectName(objectName);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    for (const QString& name : names) {
        auto* column =
            new MapColumn(objectName + QStringLiteral(".%1").arg(columns_.size() + 1), name, this);
        columns_.append(column);
        layout->addWidget(column, 1);
        ZoomMap* view = column->view();
        connect(view, &ZoomMap::pointed, this,
                [this](const QPointF& point) { setCrossHair(point); });
        connect(view, &ZoomMap::pointedAway, this, [this] { setCrossHair(std::nullopt); });
        connect(view, &ZoomMap::zoomChanged, this, [this](const MapZoom& zoom) {
            for (MapColumn* each : columns_) {
                each->view()->setZoom(zoom);
            }
        });
    }
}

void MapRow::setOpacity(double opacity) {
    for (MapColumn* column : columns_) {
        column->view()->setOpacity(opacity);
    }
}

void MapRow::setAlone(bool alone) {
    for (MapColumn* column : columns_) {
        column->view()->setAlone(alone);
    }
}

void MapRow::setSmooth(bool smooth) {
    for (MapColumn* column : columns_) {
        column->view()->setSmooth(smooth);
    }
}

void MapRow::setMirrored(bool mirrored) {
    for (MapColumn* column : columns_) {
        column->view()->setMirrored(mirrored);
    }
}

void MapRow::setCrossHair(std::optional<QPointF> point) {
    for (MapColumn* column : columns_) {
        column->setCrossHair(point);
    }
}

}  // namespace handscope::ui
