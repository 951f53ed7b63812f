// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/maps/FrameTile.h"

#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QVBoxLayout>

#include "ui/ColourBarView.h"
#include "ui/ElidedLabel.h"
#include "ui/MapView.h"
#include "ui/inspect/maps/ArrowKey.h"
#include "ui/inspect/maps/CrossHair.h"
#include "ui/inspect/maps/MapCell.h"

namespace handscope::ui {
namespace {

constexpr int kFrameMargin = 4;

}  // namespace

FrameTile::FrameTile(QWidget* parent)
    : QAbstractButton(parent),
      view_(new MapView(this)),
      overlay_(new CrossHair(this)),
      caption_(new ElidedLabel(this)) {
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    view_->setObjectName(QStringLiteral("stage.tile.view"));
    view_->setMinimumSize(48, 36);
    caption_->setAlignment(Qt::AlignCenter);
    caption_->setAttribute(Qt::WA_TransparentForMouseEvents);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kFrameMargin, kFrameMargin, kFrameMargin, kFrameMargin);
    layout->setSpacing(1);
    layout->addWidget(view_, 1);
    layout->addWidget(caption_);
}

void FrameTile::setMap(const MapImage& map) {
    map_ = map;
    view_->setMap(map);
    const QString text = frameText(map);
    caption_->setText(text);
    setText(text);
    setAccessibleName(text);
    setToolTip(tr("%1. Colours from %2 to %3. A click chooses this frame, a double click shows "
                  "the picked tap's map of it.")
                   .arg(text, valueText(map.low), valueText(map.high)));
    placeCrossHair();
}

void FrameTile::setAlone(bool alone) {
    view_->setAlone(alone);
    placeCrossHair();
}

void FrameTile::setMirrored(bool mirrored) {
    view_->setMirrored(mirrored);
    placeCrossHair();
}

void FrameTile::setCrossHair(std::optional<QPointF> point) {
    crossHair_ = point;
    placeCrossHair();
}

void FrameTile::placeCrossHair() {
    overlay_->setGeometry(view_->geometry());
    const bool shown = crossHair_ && !map_.colours.isNull();
    overlay_->setPoint(shown ? std::optional(view_->fromFrame(*crossHair_)) : std::nullopt);
    setAccessibleDescription(readText());
}

QString FrameTile::readText() const {
    const QString cell = cellTextAt(map_, crossHair_);
    return cell.isEmpty() ? QString() : tr("t = %1. %2").arg(map_.frameIndex).arg(cell);
}

int FrameTile::surplus() const {
    return 2 * kFrameMargin + 1 + caption_->sizeHint().height();
}

void FrameTile::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor colour = palette().color(QPalette::Highlight);
    const QRectF edge = QRectF(rect()).adjusted(1.0, 1.0, -1.0, -1.0);
    if (isChecked()) {
        painter.setPen(QPen(colour, 2.0));
        painter.setBrush(QColor(colour.red(), colour.green(), colour.blue(), 50));
        painter.drawRoundedRect(edge, 3.0, 3.0);
    }
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(palette().color(QPalette::WindowText), 1.0, Qt::DotLine));
        painter.drawRect(edge);
    }
}

void FrameTile::resizeEvent(QResizeEvent*) {
    placeCrossHair();
}

void FrameTile::mouseMoveEvent(QMouseEvent* event) {
    Q_EMIT pointed(view_->toFrame(event->position() - view_->pos()));
    QAbstractButton::mouseMoveEvent(event);
}

void FrameTile::leaveEvent(QEvent*) {
    Q_EMIT pointedAway();
}

void FrameTile::mouseDoubleClickEvent(QMouseEvent*) {
    Q_EMIT opened();
}

void FrameTile::keyPressEvent(QKeyEvent* event) {
    const QPoint direction = arrowDirection(event->key());
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        Q_EMIT opened();
    } else if (!direction.isNull() && event->modifiers().testFlag(Qt::ShiftModifier)) {
        if (const auto point = cellBeside(map_, crossHair_, direction, view_->isMirrored())) {
            Q_EMIT pointed(*point);
        }
    } else if (event->key() == Qt::Key_Escape && crossHair_) {
        Q_EMIT pointedAway();
    } else {
        QAbstractButton::keyPressEvent(event);
    }
}

void FrameTile::focusInEvent(QFocusEvent* event) {
    QAbstractButton::focusInEvent(event);
    if (event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason) {
        Q_EMIT reached();
    }
}

}  // namespace handscope::ui
