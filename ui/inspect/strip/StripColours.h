// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

namespace handscope::ui {

/// The colour with another alpha, 0 … 255.
QColor faded(QColor colour, int alpha);

}  // namespace handscope::ui
