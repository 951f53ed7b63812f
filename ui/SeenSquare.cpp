// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/SeenSquare.h"

#include <QPainter>

#include "ui/PicturePlacement.h"
#include "ui/Theme.h"

namespace handscope::ui {

SeenSquare::SeenSquare(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("camera.seen"));
    setAccessibleName(tr("What the network sees"));
    setToolTip(
        tr("The square in the middle of the picture at the size that the network takes it, "
           "never mirrored"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void SeenSquare::setPicture(const QImage& picture) {
    picture_ = picture;
    update();
}

void SeenSquare::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (picture_.isNull()) {
        painter.setPen(quietText(palette()));
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, tr("No picture yet."));
        return;
    }
    const PicturePlacement place(picture_.size(), rect(), /*mirrored=*/false);
    painter.drawImage(place.target(), picture_);
}

}  // namespace handscope::ui
