// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDoubleSpinBox>
#include <QWidget>

#include "ui/MapScaling.h"

namespace handscope::ui {

/// Two number fields for the ends of fixed colours. What they show may be rounded; an end that is
/// not edited stays exactly as it was given. GUI thread.
class LimitFields : public QWidget {
    Q_OBJECT

public:
    /// `objectName` begins the names of the fields: "….low" and "….high".
    explicit LimitFields(const QString& objectName, QWidget* parent = nullptr);

    /// Emits nothing. A field that is being typed in keeps its text.
    void setLimits(const ColourLimits& limits);

Q_SIGNALS:
    void edited(const handscope::ui::ColourLimits& limits);

private:
    ColourLimits limits_;
    QDoubleSpinBox* low_;
    QDoubleSpinBox* high_;

    void edit(const ColourLimits& limits);
};

}  // namespace handscope::ui
