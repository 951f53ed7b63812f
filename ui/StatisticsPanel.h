// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QMap>
#include <QWidget>

#include "ui/DisplayTypes.h"

class QGridLayout;

namespace handscope::ui {

class StageStrip;

/// Rates, counts, latency and stage times, as given; computes none of them. GUI thread.
class StatisticsPanel : public QWidget {
    Q_OBJECT

public:
    explicit StatisticsPanel(QWidget* parent = nullptr);

    void setStatistics(const StatisticsView& statistics);

private:
    QMap<QString, QLabel*> values_;  ///< by name, such as "dropped"
    StageStrip* stages_;
    QLabel* device_;

    struct Field {
        QString name;
        QString caption;
        QString spoken;  ///< accessible name
        QString toolTip;
    };
    void addRow(QGridLayout* grid, const QString& heading, const QVector<Field>& fields);
    void setValue(const QString& name, const QString& text);
};

}  // namespace handscope::ui
