// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QVector>

#include "ui/inspect/InspectTypes.h"

namespace handscope::ui {

/// The cuts that are made, in the order in which they were made.
///
/// Takes each new state as small changes, so that views keep what is selected. Remembers no
/// history: CutPanel does. GUI thread.
class CutModel : public QAbstractListModel {
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    /// Of two that are the same the first is kept.
    void setCuts(const QVector<CutName>& cuts);
    const QVector<CutName>& cuts() const noexcept { return cuts_; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    QVector<CutName> cuts_;
};

}  // namespace handscope::ui
