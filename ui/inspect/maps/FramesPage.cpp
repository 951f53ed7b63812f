// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/maps/FramesPage.h"

#include <QButtonGroup>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/ColourBarView.h"
#include "ui/ElidedLabel.h"
#include "ui/MapView.h"
#include "ui/inspect/maps/FrameTile.h"

namespace handscope::ui {
namespace {

constexpr int kGap = 2;

}  // namespace

FramesPage::FramesPage(const QString& objectName, const QString& name, QWidget* parent)
    : QWidget(parent),
      heading_(new ElidedLabel(this)),
      grid_(new QWidget(this)),
      layout_(new QGridLayout(grid_)),
      placeholder_(new QLabel(tr("The maps appear with the first window of video."), this)),
      value_(new ElidedLabel(this)),
      colourBar_(new ColourBarView(this)),
      group_(new QButtonGroup(this)) {
    setObjectName(objectName);
    grid_->setObjectName(objectName + QStringLiteral(".grid"));
    grid_->setAccessibleName(name);
    heading_->setObjectName(objectName + QStringLiteral(".title"));
    heading_->setAccessibleName(tr("What the maps show"));
    placeholder_->setObjectName(objectName + QStringLiteral(".placeholder"));
    placeholder_->setAlignment(Qt::AlignCenter);
    placeholder_->setWordWrap(true);
    value_->setObjectName(objectName + QStringLiteral(".value"));
    value_->setAccessibleName(tr("Value that is pointed at"));
    value_->setToolTip(tr("Point at a map to read its values, or press Shift and an arrow key"));
    colourBar_->setObjectName(objectName + QStringLiteral(".colourBar"));
    colourBar_->setToolTip(tr("What the colours of the chosen frame stand for"));
    layout_->setContentsMargins(0, 0, 0, 0);
    layout_->setSpacing(kGap);
    // Not that of the columns there happen to be: a narrower page has fewer.
    grid_->setMinimumSize(64, 48);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(heading_);
    layout->addWidget(grid_, 1);
    layout->addWidget(placeholder_, 1);
    layout->addWidget(value_);
    layout->addWidget(colourBar_);
    showMaps({}, {}, {});
}

FrameTile* FramesPage::addTile() {
    auto* tile = new FrameTile(grid_);
    const auto number = static_cast<int>(tiles_.size());
    tile->setObjectName(objectName() + QStringLiteral(".tile%1").arg(number + 1));
    tiles_.append(tile);
    group_->addButton(tile);
    connect(tile, &QAbstractButton::clicked, this,
            [this, tile] { Q_EMIT frameChosen(tile->map().frameIndex); });
    connect(tile, &FrameTile::opened, this,
            [this, tile] { Q_EMIT frameOpened(tile->map().frameIndex); });
    connect(tile, &FrameTile::pointed, this,
            [this, tile](const QPointF& point) { readAt(tile, point); });
    connect(tile, &FrameTile::pointedAway, this, [this, tile] { readAt(tile, std::nullopt); });
    connect(tile, &FrameTile::reached, this, [this, tile] {
        if (read_ != nullptr && read_->crossHair()) {  // the same place of another frame
            readAt(tile, read_->crossHair());
        }
    });
    return tile;
}

/// At a point of its frame; without one none is read there any more.
void FramesPage::readAt(FrameTile* tile, std::optional<QPointF> point) {
    if (read_ != tile) {
        if (!point) {
            return;  // it is read elsewhere by now
        }
        if (read_ != nullptr) {
            read_->setCrossHair(std::nullopt);
        }
        read_ = tile;
    }
    tile->setCrossHair(point);
    value_->setText(tile->readText());
}

void FramesPage::showMaps(const QVector<MapImage>& maps, const QString& heading,
                          const QString& toolTip) {
    heading_->setText(heading);
    heading_->setToolTip(toolTip);
    heading_->setAccessibleDescription(toolTip);
    while (tiles_.size() < maps.size()) {
        FrameTile* tile = addTile();
        tile->view()->setOpacity(opacity_);
        tile->setAlone(alone_);
        tile->view()->setSmooth(smooth_);
        tile->setMirrored(mirrored_);
    }
    for (int index = 0; index < tiles_.size(); ++index) {
        tiles_[index]->setMap(maps.value(index));
    }
    value_->setText(read_ == nullptr ? QString() : read_->readText());
    grid_->setVisible(!maps.isEmpty());
    placeholder_->setVisible(maps.isEmpty());
    if (shown_ != maps.size()) {
        shown_ = static_cast<int>(maps.size());
        columns_ = 0;
    }
    layTiles();
    markFrame();
}

void FramesPage::setFrame(int t) {
    t_ = t;
    markFrame();
}

void FramesPage::markFrame() {
    const auto end = tiles_.begin() + shown_;
    const auto chosen = std::find_if(tiles_.begin(), end, [this](const FrameTile* tile) {
        return tile->map().frameIndex == t_;
    });
    if (chosen != end) {
        (*chosen)->setChecked(true);
    } else if (QAbstractButton* checked = group_->checkedButton()) {
        group_->setExclusive(false);
        checked->setChecked(false);
        group_->setExclusive(true);
    }
    const MapImage map = chosen != end ? (*chosen)->map()
                         : shown_ > 0  ? tiles_.front()->map()
                                       : MapImage();
    colourBar_->setColourBar(map.colourBar, map.low, map.high);
}

void FramesPage::setOpacity(double opacity) {
    opacity_ = opacity;
    for (FrameTile* tile : tiles_) {
        tile->view()->setOpacity(opacity);
    }
}

void FramesPage::setAlone(bool alone) {
    alone_ = alone;
    for (FrameTile* tile : tiles_) {
        tile->setAlone(alone);
    }
    layTiles();
}

void FramesPage::setSmooth(bool smooth) {
    smooth_ = smooth;
    for (FrameTile* tile : tiles_) {
        tile->view()->setSmooth(smooth);
    }
}

void FramesPage::setMirrored(bool mirrored) {
    mirrored_ = mirrored;
    for (FrameTile* tile : tiles_) {
        tile->setMirrored(mirrored);
    }
}

void FramesPage::resizeEvent(QResizeEvent*) {
    layTiles();
}

int FramesPage::bestColumns() const {
    const MapImage& map = tiles_.front()->map();
    const QSizeF picture =
        alone_ || map.frame.isNull() ? map.square.size() : QSizeF(map.frame.size());
    const QSizeF room =
        QSizeF(width(), height() - heading_->height() - value_->height() - colourBar_->height());
    int best = 1;
    double widest = 0.0;
    for (int columns = 1; columns <= shown_; ++columns) {
        const int rows = (shown_ + columns - 1) / columns;
        const QSizeF cell(room.width() / columns - kGap,
                          room.height() / rows - kGap - tiles_.front()->surplus());
        const double fits = picture.isEmpty() || cell.isEmpty()
                                ? 0.0
                                : picture.scaled(cell, Qt::KeepAspectRatio).width();
        if (fits > widest) {
            widest = fits;
            best = columns;
        }
    }
    return best;
}

void FramesPage::layTiles() {
    if (shown_ == 0) {
        return;
    }
    const int columns = bestColumns();
    if (columns == columns_) {
        return;
    }
    columns_ = columns;
    for (int line = 0; line < std::max(layout_->rowCount(), layout_->columnCount()); ++line) {
        layout_->setRowStretch(line, 0);
        layout_->setColumnStretch(line, 0);
    }
    for (int index = 0; index < tiles_.size(); ++index) {
        layout_->removeWidget(tiles_[index]);
        tiles_[index]->setVisible(index < shown_);
        if (index < shown_) {
            layout_->addWidget(tiles_[index], index / columns, index % columns);
            layout_->setRowStretch(index / columns, 1);
            layout_->setColumnStretch(index % columns, 1);
        }
    }
}

}  // namespace handscope::ui
