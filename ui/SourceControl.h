// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

namespace handscope::ui {

/// Gives a control of the source dialog the names that tests ("source.<objectName>"), screen
/// readers and people know it by.
inline void describeSourceControl(QWidget* control, const QString& objectName, const QString& name,
                                  const QString& toolTip) {
    control->setObjectName(QStringLiteral("source.") + objectName);
    control->setAccessibleName(name);
    control->setToolTip(toolTip);
}

}  // namespace handscope::ui
