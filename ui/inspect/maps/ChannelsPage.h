// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QWidget>
#include <optional>

#include "ui/inspect/InspectTypes.h"
#include "ui/inspect/maps/ChannelDelegate.h"

class QKeyEvent;
class QLabel;
class QListView;
class QSlider;

namespace handscope::ui {

class ChannelModel;

/// A grid of all channels of a tap, in the order given; a click or Enter picks one. The mouse reads
/// values, and so do Shift and the arrow keys, until Escape. GUI thread.
class ChannelsPage : public QWidget {
    Q_OBJECT

public:
    explicit ChannelsPage(QWidget* parent = nullptr);

    /// Under 16 ms with its painting for 512 channels.
    void showChannels(const QVector<ChannelTile>& tiles, const QString& title);
    bool isEmpty() const;

    /// Which order the tiles are in, and so what their measure is.
    void setOrder(ChannelOrder order);
    /// Marked; −1: none.
    void setChannel(int channel);
    void setSmooth(bool smooth);
    void setMirrored(bool mirrored);
    /// Pixels. Emits nothing.
    void setTileSize(int size);

    /// All channels on one sheet as wide as the page, also those out of sight.
    QImage sheet() const;

Q_SIGNALS:
    void channelPicked(int channel);
    void tileSizeChosen(int size);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    ChannelModel* model_;
    ChannelDelegate* delegate_;
    QListView* grid_;
    QLabel* title_;
    QLabel* value_;
    QSlider* tileSize_;
    int channel_ = -1;
    bool mirrored_ = false;
    std::optional<ChannelCell> pointed_;

    void pick(const QModelIndex& index);
    void markChannel(bool goThere);
    void layTiles();
    bool takeKey(const QKeyEvent& event);
    void pointAt(const QPoint& place);
    void pointBy(const QPoint& step);
    void point(const std::optional<ChannelCell>& cell);
    void showValue();
    QString readText() const;
};

}  // namespace handscope::ui
