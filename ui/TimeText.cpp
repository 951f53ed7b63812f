// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/TimeText.h"

#include <cmath>

namespace handscope::ui {

QString timeText(double seconds) {
    if (!std::isfinite(seconds)) {
        return QStringLiteral("–");
    }
    // Tenths are rounded first, so that 59.97 becomes 1:00.0 and not 0:60.0.
    const qint64 tenths = std::llround(std::fabs(seconds) * 10.0);
    const qint64 hours = tenths / 36000;
    const qint64 minutes = tenths / 600 % 60;
    const QString sign = seconds < 0 && tenths > 0 ? QStringLiteral("−") : QString();
    const QString rest =
        QStringLiteral("%1.%2").arg(tenths / 10 % 60, 2, 10, QLatin1Char('0')).arg(tenths % 10);
    if (hours > 0) {
        return sign + QStringLiteral("%1:%2:%3")
                          .arg(hours)
                          .arg(minutes, 2, 10, QLatin1Char('0'))
                          .arg(rest);
    }
    return sign + QStringLiteral("%1:%2").arg(minutes).arg(rest);
}

}  // namespace handscope::ui
