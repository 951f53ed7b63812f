// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace handscope::ui {

/// Seconds as "1:02.3", from an hour on as "1:00:02.3"; negative times with a minus.
QString timeText(double seconds);

}  // namespace handscope::ui
