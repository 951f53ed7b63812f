// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

#include "ui/recordings/LabelColours.h"

namespace handscope::ui {

/// The colour of a label's curve and of its bar's edge: stands out from the background.
QColor strokeOf(const LabelColours& colours, const QString& label, bool dark);

/// The same colour with another alpha, 0 … 255.
QColor faded(QColor colour, int alpha);

}  // namespace handscope::ui
