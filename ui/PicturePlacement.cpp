// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/PicturePlacement.h"

namespace handscope::ui {

PicturePlacement::PicturePlacement(QSizeF picture, QRectF widget, bool mirrored)
    : picture_(picture), mirrored_(mirrored) {
    if (picture.isEmpty() || widget.isEmpty()) {
        return;
    }
    const QSizeF size = picture.scaled(widget.size(), Qt::KeepAspectRatio);
    target_ = QRectF(QPointF(), size);
    target_.moveCenter(widget.center());
}

QRectF PicturePlacement::toWidget(const QRectF& part) const {
    if (target_.isEmpty()) {
        return {};
    }
    const double scale = target_.width() / picture_.width();
    const double left = mirrored_ ? picture_.width() - part.right() : part.left();
    return {target_.left() + left * scale, target_.top() + part.top() * scale, part.width() * scale,
            part.height() * scale};
}

QPointF PicturePlacement::toPicture(QPointF point) const {
    if (target_.isEmpty()) {
        return {-1.0, -1.0};
    }
    const double scale = target_.width() / picture_.width();
    const double x = (point.x() - target_.left()) / scale;
    return {mirrored_ ? picture_.width() - x : x, (point.y() - target_.top()) / scale};
}

}  // namespace handscope::ui
