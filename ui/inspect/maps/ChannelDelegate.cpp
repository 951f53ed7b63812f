// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/maps/ChannelDelegate.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/Theme.h"
#include "ui/inspect/maps/ChannelModel.h"

namespace handscope::ui {
namespace {

constexpr int kTileMargin = 4;
constexpr double kLeastMark = 5.0;  // pixels

/// Narrow tiles have no room for two texts beside each other.
constexpr int kRoomForMeasure = 88;

}  // namespace

QSize ChannelDelegate::pictureSize() const {
    const double most = tileSize_;
    const QSizeF size =
        proportion_ > 1.0 ? QSizeF(most / proportion_, most) : QSizeF(most, most * proportion_);
    return {std::max(1, static_cast<int>(std::lround(size.width()))),
            std::max(1, static_cast<int>(std::lround(size.height())))};
}

QSize ChannelDelegate::cellSize(const QFontMetrics& metrics) const {
    const QSize picture = pictureSize();
    const int lines = tileSize_ < kRoomForMeasure ? 2 : 1;
    const int width = std::max(picture.width(), metrics.horizontalAdvance(tr("c %1").arg(2048)));
    return {width + 2 * kTileMargin, picture.height() + lines * metrics.height() + 3 * kTileMargin};
}

QSize ChannelDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return cellSize(option.fontMetrics);
}

QRect ChannelDelegate::pictureIn(const QRect& tile) const {
    const QSize size = pictureSize();
    const int room = tile.width() - 2 * kTileMargin;
    return {QPoint(tile.left() + kTileMargin + (room - size.width()) / 2, tile.top() + kTileMargin),
            size};
}

void ChannelDelegate::paintMark(QPainter& painter, const QRect& picture, const QSize& cells) const {
    const QSizeF cell(static_cast<double>(picture.width()) / cells.width(),
                      static_cast<double>(picture.height()) / cells.height());
    const int column = mirrored_ ? cells.width() - 1 - cell_->column : cell_->column;
    QRectF mark(
        QPointF(picture.topLeft()) + QPointF(column * cell.width(), cell_->row * cell.height()),
        cell);
    const double missing = std::max(0.0, kLeastMark - std::min(cell.width(), cell.height())) / 2.0;
    mark.adjust(-missing, -missing, missing, missing);
    // A dark line beside a light one is seen on every colour.
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor(0, 0, 0, 150), 3.0));
    painter.drawRect(mark);
    painter.setPen(QPen(Qt::white, 1.0));
    painter.drawRect(mark);
}

void ChannelDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const {
    const QPalette& palette = option.palette;
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    if (selected) {
        painter->fillRect(option.rect, palette.brush(QPalette::Highlight));
    } else if (option.state.testFlag(QStyle::State_MouseOver)) {
        painter->fillRect(option.rect, palette.brush(QPalette::AlternateBase));
    }
    QRect room = option.rect.adjusted(kTileMargin, kTileMargin, -kTileMargin, -kTileMargin);
    const QRect picture = pictureIn(option.rect);
    const QImage colours = index.data(ChannelModel::PictureRole).value<QImage>();
    if (!colours.isNull()) {
        painter->setRenderHint(QPainter::SmoothPixmapTransform, smooth_);
        painter->drawImage(picture, mirrored_ ? colours.mirrored(true, false) : colours);
        if (cell_ && cell_->channel == index.data(ChannelModel::ChannelRole).toInt()) {
            paintMark(*painter, picture, colours.size());
        }
    }
    painter->setPen(palette.color(selected ? QPalette::HighlightedText : QPalette::Text));
    room.setTop(picture.bottom() + kTileMargin);
    const QString measure = index.data(ChannelModel::MeasureRole).toString();
    const bool beside = tileSize_ >= kRoomForMeasure;
    painter->drawText(
        room, (beside && !measure.isEmpty() ? Qt::AlignLeft : Qt::AlignHCenter) | Qt::AlignTop,
        index.data(Qt::DisplayRole).toString());
    if (!measure.isEmpty()) {
        painter->setPen(selected ? palette.color(QPalette::HighlightedText) : quietText(palette));
        painter->drawText(
            room, beside ? Qt::AlignRight | Qt::AlignTop : Qt::AlignHCenter | Qt::AlignBottom,
            measure);
    }
    if (option.state.testFlag(QStyle::State_HasFocus) && !selected) {
        painter->setPen(QPen(palette.color(QPalette::Highlight), 2.0));
        painter->drawRect(QRectF(option.rect).adjusted(1.0, 1.0, -1.0, -1.0));
    }
    painter->restore();
}

}  // namespace handscope::ui
