// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/SourceRegionOverlay.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScreen>
#include <algorithm>
#include <utility>

#include "ui/SourceRegion.h"

namespace handscope::ui {
namespace {

constexpr QRgb kShade = 0xa0000000;
constexpr QRgb kLabelShade = 0xd0101216;

}  // namespace

SourceRegionOverlay::SourceRegionOverlay(QScreen* screen, QWidget* parent)
    : QWidget(parent, Qt::Window | Qt::FramelessWindowHint | Qt::WindowStaysOnTopHint),
      picture_(screen->grabWindow(0)),
      screenBegins_(screen->geometry().topLeft()) {
    setAttribute(Qt::WA_DeleteOnClose);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setObjectName(QStringLiteral("source.screen.overlay"));
    setAccessibleName(tr("Region of the screen"));
    setWindowModality(Qt::WindowModal);
    setCursor(Qt::CrossCursor);
    setFocusPolicy(Qt::StrongFocus);
    setScreen(screen);
    setGeometry(screen->geometry());
}

void SourceRegionOverlay::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), Qt::black);
    painter.drawPixmap(rect(), picture_);
    for (const QRect& part : QRegion(rect()) - QRegion(drawn_)) {
        painter.fillRect(part, QColor::fromRgba(kShade));
    }
    QString text = tr("Draw a rectangle around what is to be watched. Escape leaves it as it was.");
    if (!drawn_.isEmpty()) {
        painter.setPen(QPen(palette().color(QPalette::Highlight), 2));
        painter.drawRect(drawn_);
        text = tr("%1 × %2").arg(native().width()).arg(native().height());
    }
    const QFontMetrics metrics = fontMetrics();
    QRect label(QPoint(), QSize(metrics.horizontalAdvance(text) + 24, metrics.height() + 16));
    label.moveCenter(drawn_.isEmpty() ? rect().center() : drawn_.center());
    painter.fillRect(label, QColor::fromRgba(kLabelShade));
    painter.setPen(Qt::white);
    painter.drawText(label, Qt::AlignCenter, text);
}

void SourceRegionOverlay::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) {
        close();
        return;
    }
    drawing_ = true;
    begin_ = event->position().toPoint();
    drawTo(begin_);
}

void SourceRegionOverlay::mouseMoveEvent(QMouseEvent* event) {
    if (drawing_) {
        drawTo(event->position().toPoint());
    }
}

void SourceRegionOverlay::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !std::exchange(drawing_, false)) {
        return;
    }
    drawTo(event->position().toPoint());
    if (drawn_.width() < kSmallest || drawn_.height() < kSmallest) {
        drawn_ = {};
        update();
        return;
    }
    const QRect chosen = native();
    close();
    Q_EMIT selected(chosen);
}

void SourceRegionOverlay::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        close();
    } else {
        QWidget::keyPressEvent(event);
    }
}

void SourceRegionOverlay::drawTo(QPoint point) {
    // The last row and column belong to the rectangle when the pointer is there.
    const QPoint end(std::clamp(point.x(), 0, width() - 1), std::clamp(point.y(), 0, height() - 1));
    const QPoint low(std::min(begin_.x(), end.x()), std::min(begin_.y(), end.y()));
    const QPoint high(std::max(begin_.x(), end.x()), std::max(begin_.y(), end.y()));
    drawn_ = QRect(low, high);
    update();
}

QRect SourceRegionOverlay::native() const {
    return nativeRectangle(drawn_, screenBegins_, devicePixelRatio());
}

}  // namespace handscope::ui
