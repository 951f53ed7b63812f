// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/MapPanel.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "ui/ElidedLabel.h"
#include "ui/TimeText.h"

namespace handscope::ui {
namespace {

QLabel* lineOfText(QWidget* parent, const QString& objectName, const QString& accessibleName) {
    auto* label = new ElidedLabel(parent);
    label->setObjectName(objectName);
    label->setAccessibleName(accessibleName);
    return label;
}

}  // namespace

MapPanel::MapPanel(QWidget* parent)
    : QWidget(parent),
      pages_(new QStackedWidget(this)),
      unavailable_(new QLabel(pages_)),
      view_(new MapView(pages_)),
      title_(lineOfText(this, QStringLiteral("map.title"), tr("What the map shows"))),
      value_(lineOfText(this, QStringLiteral("map.value"), tr("Value under the mouse"))),
      colourBar_(new ColourBarView(this)),
      controls_(new MapControls(this)) {
    unavailable_->setObjectName(QStringLiteral("map.unavailable"));
    unavailable_->setAccessibleName(tr("Why there is no map"));
    unavailable_->setTextFormat(Qt::PlainText);
    unavailable_->setWordWrap(true);
    unavailable_->setAlignment(Qt::AlignCenter);
    unavailable_->setMargin(24);
    unavailable_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    pages_->addWidget(view_);
    pages_->addWidget(unavailable_);
    value_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    value_->setToolTip(tr("Point at the map to read its values"));

    auto* texts = new QHBoxLayout;
    texts->setContentsMargins(6, 0, 6, 0);
    texts->addWidget(title_, 1);
    texts->addWidget(value_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3);
    layout->addWidget(pages_, 1);
    layout->addLayout(texts);
    layout->addWidget(colourBar_);
    layout->addWidget(controls_);

    connect(view_, &MapView::valueChanged, value_, &QLabel::setText);
    connect(controls_, &MapControls::opacityChanged, view_, &MapView::setOpacity);
    connect(controls_, &MapControls::aloneChanged, view_, &MapView::setAlone);
    connect(controls_, &MapControls::smoothChanged, view_, &MapView::setSmooth);
    setUnavailable(tr("No model is open, so there is no feature map."),
                   tr("Open a model with File › Open model…"));
}

void MapPanel::setMap(const MapImage& map) {
    view_->setMap(map);
    title_->setText(map.title.isEmpty() ? QString()
                                        : tr("%1, t = %2 / %3, %4")
                                              .arg(map.title)
                                              .arg(map.frameIndex)
                                              .arg(map.frameCount)
                                              .arg(timeText(map.pts)));
    title_->setToolTip(title_->text());
    colourBar_->setColourBar(map.colourBar, map.low, map.high);
    controls_->setChannelCount(map.channelCount);
    if (!map.colours.isNull()) {
        controls_->setShownLimits({.low = map.low, .high = map.high});
    }
    setHasMap(!map.colours.isNull());
}

void MapPanel::setBlocks(const QVector<BlockChoice>& blocks, int segments, bool newestFirst) {
    clear();
    if (!blocks.isEmpty()) {
        controls_->setEnabled(true);
        pages_->setCurrentWidget(view_);
    }
    controls_->setBlocks(blocks, segments, newestFirst);
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

void MapPanel::setHasMap(bool hasMap) {
    if (hasMap != hasMap_) {
        hasMap_ = hasMap;
        Q_EMIT hasMapChanged(hasMap);
    }
}

}  // namespace handscope::ui
