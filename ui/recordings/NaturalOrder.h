// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace handscope::ui {

/// The order in which people expect names: "clip 2" before "clip 10", capitals among small letters.
/// Below 0, 0 or above 0; 0 only for equal names. Any thread.
int compareNaturally(QStringView left, QStringView right);

}  // namespace handscope::ui
