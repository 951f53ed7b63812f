// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/maps/ZoomMap.h"

#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QWheelEvent>
#include <cmath>

#include "ui/MapView.h"
#include "ui/inspect/maps/ArrowKey.h"
#include "ui/inspect/maps/CrossHair.h"
#include "ui/inspect/maps/MapCell.h"

namespace handscope::ui {
namespace {

constexpr double kStep = 1.25;     // of one notch of the wheel or one key
constexpr double kKeyMove = 32.0;  // pixels
constexpr double kNotch = 120.0;   // as QWheelEvent counts

}  // namespace

ZoomMap::ZoomMap(QWidget* parent)
    : QWidget(parent),
      view_(new MapView(this)),
      overlay_(new CrossHair(this)),
      placeholder_(new QLabel(this)) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setToolTip(tr("The wheel enlarges, dragging moves, a double click shows all of it"));
    view_->setObjectName(QStringLiteral("stage.mapView"));
    placeholder_->setObjectName(QStringLiteral("stage.placeholder"));
    placeholder_->setTextFormat(Qt::PlainText);
    placeholder_->setWordWrap(true);
    placeholder_->setAlignment(Qt::AlignCenter);
    placeholder_->setMargin(8);
    setPlaceholder(tr("The map appears with the first window of video."));
    setMap({});
}

void ZoomMap::setMap(const MapImage& map) {
    map_ = map;
    view_->setMap(map);
    setAccessibleDescription(map.title);
    const bool hasMap = !map.colours.isNull();
    view_->setVisible(hasMap);
    placeholder_->setVisible(!hasMap);
    place();
}

void ZoomMap::setPlaceholder(const QString& text) {
    placeholder_->setText(text);
}

void ZoomMap::setOpacity(double opacity) {
    view_->setOpacity(opacity);
}

void ZoomMap::setAlone(bool alone) {
    view_->setAlone(alone);
    place();
}

void ZoomMap::setSmooth(bool smooth) {
    view_->setSmooth(smooth);
}

void ZoomMap::setMirrored(bool mirrored) {
    view_->setMirrored(mirrored);
    place();
}

void ZoomMap::setZoom(const MapZoom& zoom) {
    zoom_ = zoom;
    place();
}

void ZoomMap::setCrossHair(std::optional<QPointF> point) {
    crossHair_ = point;
    place();
}

void ZoomMap::changeZoom(const MapZoom& zoom) {
    if (zoom != zoom_) {
        setZoom(zoom);
        Q_EMIT zoomChanged(zoom_);
    }
}

void ZoomMap::place() {
    view_->setGeometry(zoom_.placed(size()).toAlignedRect());
    overlay_->setGeometry(rect());
    placeholder_->setGeometry(rect());
    const bool shown = crossHair_ && !map_.colours.isNull();
    overlay_->setPoint(shown ? std::optional(view_->fromFrame(*crossHair_) + view_->pos())
                             : std::nullopt);
}

void ZoomMap::resizeEvent(QResizeEvent*) {
    place();
}

void ZoomMap::wheelEvent(QWheelEvent* event) {
    const double notches = event->angleDelta().y() / kNotch;
    changeZoom(zoom_.about(event->position(), std::pow(kStep, notches), size()));
    event->accept();
}

void ZoomMap::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) {
        dragged_ = event->position();
    }
}

void ZoomMap::mouseMoveEvent(QMouseEvent* event) {
    const QPointF point = event->position();
    if (dragged_) {
        changeZoom(zoom_.moved(point - *dragged_, size()));
        dragged_ = point;
    }
    if (!map_.colours.isNull()) {
        Q_EMIT pointed(view_->toFrame(point - view_->pos()));
    }
}

void ZoomMap::mouseReleaseEvent(QMouseEvent*) {
    dragged_.reset();
}

void ZoomMap::mouseDoubleClickEvent(QMouseEvent*) {
    changeZoom({});
}

void ZoomMap::leaveEvent(QEvent*) {
    Q_EMIT pointedAway();
}

void ZoomMap::keyPressEvent(QKeyEvent* event) {
    const QPointF middle = QRectF(rect()).center();
    const QPoint direction = arrowDirection(event->key());
    switch (event->key()) {
        case Qt::Key_Plus:
        case Qt::Key_Equal:
            return changeZoom(zoom_.about(middle, kStep, size()));
        case Qt::Key_Minus:
            return changeZoom(zoom_.about(middle, 1.0 / kStep, size()));
        case Qt::Key_0:
            return changeZoom({});
        default:
            break;
    }
    if (event->key() == Qt::Key_Escape && crossHair_) {
        Q_EMIT pointedAway();
    } else if (!direction.isNull() && event->modifiers().testFlag(Qt::ShiftModifier)) {
        if (const auto point = cellBeside(map_, crossHair_, direction, view_->isMirrored())) {
            Q_EMIT pointed(*point);
        }
    } else if (!direction.isNull() && zoom_.factor > 1.0) {
        changeZoom(zoom_.moved(-kKeyMove * QPointF(direction), size()));
    } else {
        QWidget::keyPressEvent(event);  // nothing to move: the keys are the page's
    }
}

void ZoomMap::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    // Whoever came here by keyboard must see where they are; others know.
    overlay_->setFramed(event->reason() == Qt::TabFocusReason ||
                        event->reason() == Qt::BacktabFocusReason ||
                        event->reason() == Qt::ShortcutFocusReason);
}

void ZoomMap::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    overlay_->setFramed(false);
}

}  // namespace handscope::ui
