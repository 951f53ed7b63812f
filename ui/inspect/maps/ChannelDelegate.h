// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace handscope::ui {

/// Paints a channel as its picture with number and measure below. GUI thread.
class ChannelDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// Of the picture's longer side, pixels.
    void setTileSize(int size) { tileSize_ = size; }
    /// Height by width of the pictures; all tiles of a tap are alike.
    void setProportion(double proportion) { proportion_ = proportion; }
    void setSmooth(bool smooth) { smooth_ = smooth; }
    void setMirrored(bool mirrored) { mirrored_ = mirrored; }

    /// The same for all tiles.
    QSize cellSize(const QFontMetrics& metrics) const;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    int tileSize_ = 72;
    double proportion_ = 1.0;
    bool smooth_ = true;
    bool mirrored_ = false;

    QSize pictureSize() const;
};

}  // namespace handscope::ui
