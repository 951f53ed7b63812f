// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>
#include <optional>

namespace handscope::ui {

/// A cell of one of the channels, counted from 0, as in the channel's picture.
struct ChannelCell {
    int channel = 0;
    int column = 0;
    int row = 0;
    bool operator==(const ChannelCell&) const = default;
};

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
    /// Is marked.
    void setCell(const std::optional<ChannelCell>& cell) { cell_ = cell; }

    /// The same for all tiles.
    QSize cellSize(const QFontMetrics& metrics) const;
    /// Where the picture lies in a tile.
    QRect pictureIn(const QRect& tile) const;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    int tileSize_ = 72;
    double proportion_ = 1.0;
    bool smooth_ = true;
    bool mirrored_ = false;
    std::optional<ChannelCell> cell_;

    QSize pictureSize() const;
    void paintMark(QPainter& painter, const QRect& picture, const QSize& cells) const;
};

}  // namespace handscope::ui
