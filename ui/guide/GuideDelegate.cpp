// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/guide/GuideDelegate.h"

#include <QApplication>
#include <QPainter>
#include <QPainterPath>

#include "ui/Theme.h"
#include "ui/guide/GesturePicture.h"
#include "ui/guide/GuideModel.h"

namespace handscope::ui {
namespace {

constexpr int kPicture = 56;  // pixels
constexpr int kMargin = 6;
constexpr int kLines = 3;

void paintTick(QPainter& painter, const QRectF& place, const QColor& colour) {
    QPainterPath tick;
    tick.moveTo(place.left(), place.center().y());
    tick.lineTo(place.left() + place.width() * 0.38, place.bottom());
    tick.lineTo(place.right(), place.top());
    painter.setPen(QPen(colour, 2.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(tick);
}

}  // namespace

QSize GuideDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return {kPicture + 10 * kMargin, kPicture + kLines * option.fontMetrics.height() + 3 * kMargin};
}

void GuideDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const {
    const QPalette& palette = option.palette;
    const bool seen = index.data(GuideModel::SeenRole).toInt() > 0;
    const bool current = index.data(GuideModel::CurrentRole).toBool();
    const QRectF tile = QRectF(option.rect).adjusted(2, 2, -2, -2);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (current || option.state.testFlag(QStyle::State_HasFocus)) {
        QColor frame = palette.color(QPalette::Highlight);
        painter->setPen(QPen(frame, current ? 2.0 : 1.0));
        frame.setAlphaF(current ? 0.15F : 0.0F);
        painter->setBrush(frame);
        painter->drawRoundedRect(tile, 6, 6);
    }
    const QRectF picture(tile.center().x() - kPicture / 2.0, tile.top() + kMargin, kPicture,
                         kPicture);
    const QColor hand = seen || current ? palette.color(QPalette::Text) : quietText(palette);
    paintGesture(*painter, picture, index.data().toString(),
                 {.hand = hand, .motion = palette.color(QPalette::Highlight)});
    if (seen) {
        paintTick(*painter, {tile.right() - 18, tile.top() + 8, 11, 9},
                  isDark(palette) ? QColor(110, 200, 120) : QColor(30, 130, 50));
    }
    painter->setPen(hand);
    painter->drawText(QRectF(tile.left() + 2, picture.bottom() + kMargin, tile.width() - 4,
                             kLines * option.fontMetrics.height()),
                      Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, index.data().toString());
    painter->restore();
}

}  // namespace handscope::ui
