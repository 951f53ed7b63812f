// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QWidget>

#include "ui/guide/GuideModel.h"

namespace handscope::ui {

/// The gestures that the network knows as pictograms with arrows, and which of them have been seen
/// since the source was opened. Is told what fires. GUI thread.
class GestureGuide : public QWidget {
    Q_OBJECT

public:
    explicit GestureGuide(QWidget* parent = nullptr);

    void setLabels(const QStringList& labels);
    void markSeen(const QString& label);
    void clearSeen();
    /// The gesture that is being shown; empty: none.
    void showCurrent(const QString& label);

private:
    GuideModel model_;
    QLabel* summary_;
    QPushButton* forget_;
    QListView* view_;

    void summarise();
};

}  // namespace handscope::ui
