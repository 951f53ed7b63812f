// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QDoubleSpinBox>
#include <QPushButton>
#include <QRadioButton>

#include "ui/inspect/InspectTypes.h"

namespace handscope::ui {

/// Asks which stretch of the video is to be written: all of it, or from one second to another. GUI
/// thread.
class StretchDialog : public QDialog {
    Q_OBJECT

public:
    /// `whole`: what there is. `offered`: what stands in the fields at first; where it is less than
    /// all, it is chosen. Both with bounds, in seconds.
    StretchDialog(const TimeStretch& whole, const TimeStretch& offered, QWidget* parent = nullptr);

Q_SIGNALS:
    /// Without bounds: all of it.
    void chosen(const handscope::ui::TimeStretch& stretch);

private:
    QRadioButton* all_;
    QRadioButton* part_;
    QDoubleSpinBox* begin_;
    QDoubleSpinBox* end_;
    QPushButton* choose_;

    QDoubleSpinBox* secondsBox(const QString& name, const QString& title, const QString& toolTip,
                               const TimeStretch& whole, double value);
    void layOut();
    void check();
    void finish();
};

}  // namespace handscope::ui
