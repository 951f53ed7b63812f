// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/MapView.h"

#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/ColourBarView.h"
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
    reportValue();
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
    reportValue();
    update();
}

void MapView::setSmooth(bool smooth) {
    smooth_ = smooth;
    update();
}

void MapView::setMirrored(bool mirrored) {
    mirrored_ = mirrored;
    reportValue();
    update();
}

QRectF MapView::shownPart() const {
    // A map alone fills the view; its square is as good as the frame's.
    return alone_ || map_.frame.isNull() ? QRectF(QPointF(), map_.square.size())
                                         : QRectF(map_.frame.rect());
}

PicturePlacement MapView::placement() const {
    return {shownPart().size(), rect(), mirrored_};
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
    const bool withFrame = !alone_ && !map_.frame.isNull();
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

void MapView::mouseMoveEvent(QMouseEvent* event) {
    mouse_ = event->position();
    reportValue();
}

void MapView::leaveEvent(QEvent*) {
    mouse_.reset();
    reportValue();
}

void MapView::reportValue() {
    const auto cells = static_cast<std::size_t>(std::max(0, map_.width)) *
                       static_cast<std::size_t>(std::max(0, map_.height));
    if (!mouse_ || cells == 0 || map_.values.size() != cells || map_.square.isEmpty()) {
        Q_EMIT valueChanged({});
        return;
    }
    QPointF point = placement().toPicture(*mouse_);
    if (!alone_ && !map_.frame.isNull()) {
        point -= map_.square.topLeft();
    }
    const int column = static_cast<int>(std::floor(point.x() / map_.square.width() * map_.width));
    const int row = static_cast<int>(std::floor(point.y() / map_.square.height() * map_.height));
    if (column < 0 || row < 0 || column >= map_.width || row >= map_.height) {
        Q_EMIT valueChanged({});
        return;
    }
    const auto index = static_cast<std::size_t>(row) * static_cast<std::size_t>(map_.width) +
                       static_cast<std::size_t>(column);
    Q_EMIT valueChanged(tr("Row %1, column %2: %3")
                            .arg(row + 1)
                            .arg(column + 1)
                            .arg(valueText(map_.values[index])));
}

}  // namespace handscope::ui
