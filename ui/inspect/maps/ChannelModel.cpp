// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/maps/ChannelModel.h"

#include <algorithm>

#include "ui/ColourBarView.h"

namespace handscope::ui {

void ChannelModel::setTiles(const QVector<ChannelTile>& tiles) {
    if (tiles.size() != tiles_.size()) {
        beginResetModel();
        tiles_ = tiles;
        endResetModel();
        return;
    }
    tiles_ = tiles;
    if (!tiles_.isEmpty()) {
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
    }
}

void ChannelModel::setMeasureName(const QString& name) {
    if (name == measureName_) {
        return;
    }
    measureName_ = name;
    if (!tiles_.isEmpty()) {
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
    }
}

int ChannelModel::rowOf(int channel) const {
    const auto found = std::find_if(tiles_.begin(), tiles_.end(), [=](const ChannelTile& tile) {
        return tile.channel == channel;
    });
    return found == tiles_.end() ? -1 : static_cast<int>(found - tiles_.begin());
}

int ChannelModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(tiles_.size());
}

QString ChannelModel::words(const ChannelTile& tile) const {
    return measureName_.isEmpty() ? tr("Channel %1").arg(tile.channel)
                                  : tr("Channel %1, %2 %3")
                                        .arg(tile.channel)
                                        .arg(measureName_, valueText(tile.measure));
}

QVariant ChannelModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const ChannelTile& tile = tiles_[index.row()];
    switch (role) {
        case Qt::DisplayRole:
            return tr("c %1").arg(tile.channel);
        case Qt::ToolTipRole:
            return tr("%1. A click enlarges it.").arg(words(tile));
        case Qt::AccessibleTextRole:
            return words(tile);
        case PictureRole:
            return tile.colours;
        case ChannelRole:
            return tile.channel;
        case MeasureRole:
            return measureName_.isEmpty() ? QString() : valueText(tile.measure);
        default:
            return {};
    }
}

}  // namespace handscope::ui
