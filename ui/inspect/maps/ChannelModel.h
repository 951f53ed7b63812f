// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>

#include "ui/inspect/InspectTypes.h"

namespace handscope::ui {

/// The channels of a tap, a row each, in the order given. GUI thread.
class ChannelModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        PictureRole = Qt::UserRole,  ///< QImage, one pixel a cell
        ChannelRole,                 ///< int
        MeasureRole,                 ///< QString; empty where the order has no measure
    };

    using QAbstractListModel::QAbstractListModel;

    /// As many as before change in place, so that a view stays where it was scrolled to.
    void setTiles(const QVector<ChannelTile>& tiles);
    /// What the measure is: "energy" and so on; empty: none is shown.
    void setMeasureName(const QString& name);

    const QVector<ChannelTile>& tiles() const noexcept { return tiles_; }
    /// −1 where the channel is not there.
    int rowOf(int channel) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    QVector<ChannelTile> tiles_;
    QString measureName_;

    QString words(const ChannelTile& tile) const;
};

}  // namespace handscope::ui
