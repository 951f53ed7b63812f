// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/MapView.h"

#include <QPainter>
#include <algorithm>

#include "ui/PictureSurround.h"
#include "ui/UnsharedPainting.h"

namespace handscope::ui {

MapView::MapView(QWidget* parent) : QWidget(parent) {
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Feature map"));
    setCursor(Qt::CrossCursor);
}

void MapView::setMap(const MapImage& map) {
    map_ = map;
    setAccessibleDescription(map.title);
    update();
}

void MapView::clear() {
    setMap({});
}

void MapView::setOpacity(double opacity) {
    opacity_ = std::clamp(opacity, 0.0, 1.0);
    update();
}

void MapView::setAlone(bool alone) {
    alone_ = alone;
    update();
}

void MapView::setSmooth(bool smooth) {
    smooth_ = smooth;
    update();
}

void MapView::setMirrored(bool mirrored) {
    mirrored_ = mirrored;
    update();
}

bool MapView::showsFrame() const {
    return !alone_ && !map_.frame.isNull();
}

/// Of the frame; a map alone fills the view.
QRectF MapView::shownPart() const {
    return showsFrame() ? QRectF(map_.frame.rect()) : map_.square;
}

PicturePlacement MapView::placement() const {
    return {shownPart().size(), rect(), mirrored_};
}

QPointF MapView::toFrame(QPointF point) const {
    return placement().toPicture(point) + shownPart().topLeft();
}

QPointF MapView::fromFrame(QPointF point) const {
    const QRectF place = placement().toWidget({point - shownPart().topLeft(), QSizeF(0.0, 0.0)});
    return place.topLeft();
}

void MapView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), QColor(kSurround));
    if (map_.colours.isNull()) {
        painter.setPen(QColor(kPlaceholderText));
        painter.drawText(rect().adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap,
                         tr("The map appears with the first window of video."));
        return;
    }
    const PicturePlacement place = placement();
    const bool withFrame = showsFrame();
    if (mirrored_) {
        painter.translate(2.0 * place.target().center().x(), 0.0);
        painter.scale(-1.0, 1.0);
    }
    // From here on in the unmirrored picture: the painter does the mirroring.
    const PicturePlacement upright(shownPart().size(), rect(), false);
    if (withFrame) {
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        drawImageUnshared(painter, upright.target(), map_.frame);
        painter.setOpacity(opacity_);
    }
    painter.setRenderHint(QPainter::SmoothPixmapTransform, smooth_);
    drawImageUnshared(painter, withFrame ? upright.toWidget(map_.square) : upright.target(),
                      map_.colours);
}

}  // namespace handscope::ui
