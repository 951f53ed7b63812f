// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/MapPanel.h"

#include <QVBoxLayout>
#include <optional>

#include "ui/TimeText.h"
#include "ui/inspect/maps/MapRow.h"

namespace handscope::ui {

MapPanel::MapPanel(QWidget* parent)
    : QWidget(parent),
      pages_(new QStackedWidget(this)),
      unavailable_(new QLabel(pages_)),
      map_(new MapColumn(QStringLiteral("map"), tr("Feature map"), pages_)),
      controls_(new MapControls(this)) {
    map_->setObjectName(QStringLiteral("map.column"));  // the panel's own name is taken
    unavailable_->setObjectName(QStringLiteral("map.unavailable"));
    unavailable_->setAccessibleName(tr("Why there is no map"));
    unavailable_->setTextFormat(Qt::PlainText);
    unavailable_->setWordWrap(true);
    unavailable_->setAlignment(Qt::AlignCenter);
    unavailable_->setMargin(24);
    unavailable_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    pages_->addWidget(map_);
    pages_->addWidget(unavailable_);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3);
    layout->addWidget(pages_, 1);
    layout->addWidget(controls_);

    ZoomMap* const view = map_->view();
    connect(view, &ZoomMap::pointed, this,
            [this](const QPointF& point) { map_->setCrossHair(point); });
    connect(view, &ZoomMap::pointedAway, this, [this] { map_->setCrossHair(std::nullopt); });
    connect(controls_, &MapControls::opacityChanged, view, &ZoomMap::setOpacity);
    connect(controls_, &MapControls::aloneChanged, view, &ZoomMap::setAlone);
    connect(controls_, &MapControls::smoothChanged, view, &ZoomMap::setSmooth);
    setUnavailable(tr("No model is open, so there is no feature map."),
                   tr("Open a model with File › Open model…"));
}

void MapPanel::setMap(const MapImage& map) {
    map_->setMap(map, map.title.isEmpty() ? QString()
                                          : tr("%1, t = %2 / %3, %4")
                                                .arg(map.title)
                                                .arg(map.frameIndex)
                                                .arg(map.frameCount)
                                                .arg(timeText(map.pts)));
    controls_->setChannelCount(map.channelCount);
    if (!map.colours.isNull()) {
        controls_->setShownLimits({.low = map.low, .high = map.high});
    }
    setHasMap(!map.colours.isNull());
}

void MapPanel::setBlocks(const QVector<BlockChoice>& blocks, int segments, int first) {
    clear();
    if (!blocks.isEmpty()) {
        controls_->setEnabled(true);
        pages_->setCurrentWidget(map_);
    }
    controls_->setBlocks(blocks, segments, first);
}

void MapPanel::setUnavailable(const QString& why, const QString& whatToDo) {
    clear();
    unavailable_->setText(why + QStringLiteral("\n\n") + whatToDo);
    pages_->setCurrentWidget(unavailable_);
    controls_->setEnabled(false);
}

void MapPanel::clear() {
    setMap({});
}

void MapPanel::setMirrored(bool mirrored) {
    map_->view()->setMirrored(mirrored);
}

void MapPanel::setHasMap(bool hasMap) {
    if (hasMap != hasMap_) {
        hasMap_ = hasMap;
        Q_EMIT hasMapChanged(hasMap);
    }
}

}  // namespace handscope::ui
