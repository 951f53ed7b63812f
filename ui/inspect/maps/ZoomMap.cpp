// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/maps/ZoomMap.h"

#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "ui/MapView.h"
#include "ui/PicturePlacement.h"
#include "ui/inspect/maps/ArrowKey.h"
#include "ui/inspect/maps/CrossHair.h"

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
    setToolTip(tr("The wheel enlarges, dragging moves, a double click shows all of it"));
    view_->setObjectName(QStringLiteral("stage.mapView"));
    view_->installEventFilter(this);
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
    alone_ = alone;
    view_->setAlone(alone);
    place();
}

void ZoomMap::setSmooth(bool smooth) {
    view_->setSmooth(smooth);
}

void ZoomMap::setMirrored(bool mirrored) {
    mirrored_ = mirrored;
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

bool ZoomMap::showsWholeFrame() const {
    return !alone_ && !map_.frame.isNull();
}

QPointF ZoomMap::toFrame(QPointF point) const {
    const bool whole = showsWholeFrame();
    const PicturePlacement placed(whole ? QSizeF(map_.frame.size()) : map_.square.size(),
                                  QRectF(view_->geometry()), mirrored_);
    return placed.toPicture(point) + (whole ? QPointF() : map_.square.topLeft());
}

QPointF ZoomMap::fromFrame(QPointF point) const {
    const bool whole = showsWholeFrame();
    const PicturePlacement placed(whole ? QSizeF(map_.frame.size()) : map_.square.size(),
                                  QRectF(view_->geometry()), mirrored_);
    return placed.toWidget({point - (whole ? QPointF() : map_.square.topLeft()), QSizeF(0.0, 0.0)})
        .topLeft();
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
    overlay_->setPoint(shown ? std::optional(fromFrame(*crossHair_)) : std::nullopt);
}

bool ZoomMap::eventFilter(QObject* watched, QEvent* event) {
    if (watched == view_ && event->type() == QEvent::MouseMove) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        mouseMovedTo(view_->mapToParent(mouse->position().toPoint()));
    } else if (watched == view_ && event->type() == QEvent::Leave) {
        Q_EMIT pointedAway();
    }
    return QWidget::eventFilter(watched, event);
}

void ZoomMap::mouseMovedTo(QPointF point) {
    if (dragged_) {
        changeZoom(zoom_.moved(point - *dragged_, size()));
        dragged_ = point;
    }
    if (!map_.colours.isNull()) {
        Q_EMIT pointed(toFrame(point));
    }
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

void ZoomMap::mouseReleaseEvent(QMouseEvent*) {
    dragged_.reset();
}

void ZoomMap::mouseDoubleClickEvent(QMouseEvent*) {
    changeZoom({});
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
        pointBy(direction);
    } else if (!direction.isNull() && zoom_.factor > 1.0) {
        changeZoom(zoom_.moved(-kKeyMove * QPointF(direction), size()));
    } else {
        QWidget::keyPressEvent(event);  // nothing to move: the keys are the page's
    }
}

/// By so many cells on the screen; the first time to the middle one.
void ZoomMap::pointBy(QPoint step) {
    if (map_.colours.isNull() || map_.width <= 0 || map_.height <= 0) {
        return;
    }
    const QRectF& square = map_.square;
    const QSizeF cell(square.width() / map_.width, square.height() / map_.height);
    const auto moved = [](double place, double size, int count, int by) {
        return std::clamp(static_cast<int>(std::floor(place / size)) + by, 0, count - 1);
    };
    const QPointF from = crossHair_.value_or(square.center()) - square.topLeft();
    const QPoint by = crossHair_ ? step : QPoint();
    const int column = moved(from.x(), cell.width(), map_.width, mirrored_ ? -by.x() : by.x());
    const int row = moved(from.y(), cell.height(), map_.height, by.y());
    Q_EMIT pointed(square.topLeft() +
                   QPointF((column + 0.5) * cell.width(), (row + 0.5) * cell.height()));
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
