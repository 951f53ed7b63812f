// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/VideoView.h"

#include <QMetaObject>
#include <QPainter>
#include <algorithm>

#include "ui/PicturePlacement.h"
#include "ui/PictureSurround.h"
#include "ui/UnsharedPainting.h"

namespace handscope::ui {
namespace {

// Of the gesture's name, pixels.
constexpr int kSmallestText = 14;
constexpr int kLargestText = 44;

}  // namespace

VideoView::VideoView(QWidget* parent) : QWidget(parent) {
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Video"));
}

void VideoView::setFrame(const QImage& frame, double pts) {
    frame_ = frame;
    pts_ = pts;
    frameIsNew_ = !frame.isNull();
    update();
}

void VideoView::setGesture(const QString& gesture) {
    if (gesture != gesture_) {
        gesture_ = gesture;
        setAccessibleDescription(gesture.isEmpty() ? tr("No gesture shown")
                                                   : tr("Gesture: %1").arg(gesture));
    }
    gestureIsNew_ = true;
    update();
}

void VideoView::clearGesture() {
    setGesture({});
    gestureIsNew_ = false;
}

void VideoView::setMirrored(bool mirrored) {
    mirrored_ = mirrored;
    update();
}

void VideoView::setPlaceholder(const QString& text) {
    placeholder_ = text;
    update();
}

void VideoView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), QColor(kSurround));
    QRectF picture = rect();
    if (frame_.isNull()) {
        painter.setPen(QColor(kPlaceholderText));
        painter.drawText(rect().adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap,
                         placeholder_);
    } else {
        picture = PicturePlacement(frame_.size(), rect(), mirrored_).target();
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.save();
        if (mirrored_) {
            painter.translate(2.0 * picture.center().x(), 0.0);
            painter.scale(-1.0, 1.0);
        }
        drawImageUnshared(painter, picture, frame_);
        painter.restore();
    }
    if (!gesture_.isEmpty()) {
        paintGesture(painter, picture);
    }
    reportPainted();
}

void VideoView::paintGesture(QPainter& painter, const QRectF& picture) const {
    QFont font = painter.font();
    font.setBold(true);
    const int wanted =
        std::clamp(static_cast<int>(picture.height() / 13.0), kSmallestText, kLargestText);
    font.setPixelSize(wanted);
    const double margin = std::min(16.0, picture.width() * 0.04);
    const double padding = wanted * 0.45;
    const double room = std::max(0.0, picture.width() - 2.0 * (margin + padding));
    // A long name is set smaller before it is cut.
    while (font.pixelSize() > kSmallestText &&
           QFontMetricsF(font).horizontalAdvance(gesture_) > room) {
        font.setPixelSize(font.pixelSize() - 1);
    }
    painter.setFont(font);
    const QFontMetricsF metrics(font);
    const QString text = metrics.elidedText(gesture_, Qt::ElideRight, room);
    QRectF box(0.0, 0.0, metrics.horizontalAdvance(text) + 2.0 * padding,
               metrics.height() + padding);
    box.moveBottomLeft({picture.left() + margin, picture.bottom() - margin});
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(10, 12, 16, 190));
    painter.drawRoundedRect(box, padding * 0.7, padding * 0.7);
    painter.setPen(Qt::white);
    painter.drawText(box, Qt::AlignCenter, text);
}

void VideoView::reportPainted() {
    // Queued: whoever stamps the moment must not run inside a paint.
    if (frameIsNew_) {
        frameIsNew_ = false;
        QMetaObject::invokeMethod(
            this, [this, pts = pts_] { Q_EMIT framePainted(pts); }, Qt::QueuedConnection);
    }
    if (gestureIsNew_) {
        gestureIsNew_ = false;
        QMetaObject::invokeMethod(this, &VideoView::predictionPainted, Qt::QueuedConnection);
    }
}

}  // namespace handscope::ui
