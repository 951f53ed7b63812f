// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/maps/SingleMapPage.h"

#include <QSplitter>
#include <QVBoxLayout>

#include "ui/inspect/maps/HistogramView.h"
#include "ui/inspect/maps/MapCell.h"
#include "ui/inspect/maps/MapRow.h"

namespace handscope::ui {

SingleMapPage::SingleMapPage(QWidget* parent)
    : QWidget(parent),
      row_(new MapRow(QStringLiteral("stage.map"), {tr("Feature map")}, this)),
      histogram_(new HistogramView(this)) {
    // Side by side: the page is wide and low.
    auto* parts = new QSplitter(Qt::Horizontal, this);
    parts->setObjectName(QStringLiteral("stage.map.parts"));
    parts->addWidget(row_);
    parts->addWidget(histogram_);
    parts->setStretchFactor(0, 3);
    parts->setStretchFactor(1, 1);
    parts->setCollapsible(0, false);
    parts->handle(1)->setToolTip(tr("Drag to make the histogram wider, narrower or vanish"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(parts);
}

void SingleMapPage::showMap(const MapImage& map, const HistogramData& histogram) {
    empty_ = map.colours.isNull();
    row_->column(0)->setMap(map, empty_ ? QString() : tr("%1, %2").arg(map.title, frameText(map)));
    histogram_->setHistogram(histogram);
}

}  // namespace handscope::ui
