// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QStringList>
#include <QVector>

namespace handscope::ui {

/// The gestures that a model knows, and how often each has been seen. GUI thread.
class GuideModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { SeenRole = Qt::UserRole, CurrentRole };

    using QAbstractListModel::QAbstractListModel;

    /// Forgets what was seen where the labels are others.
    void setLabels(const QStringList& labels);
    /// Once for each time that it fired.
    void markSeen(const QString& label);
    void clearSeen();
    /// The one that is shown at the moment; empty: none.
    void setCurrent(const QString& label);

    int seenKinds() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    QStringList labels_;
    QVector<int> seen_;
    qsizetype current_ = -1;

    void changed(qsizetype row);
};

}  // namespace handscope::ui
