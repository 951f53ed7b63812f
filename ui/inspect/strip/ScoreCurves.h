// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPalette>

#include "ui/inspect/strip/StripPicture.h"

class QPainter;

namespace handscope::ui {

/// Paints the strip's row of scores: marks, thresholds, curves and their names. GUI thread.
///
/// Not a QChart, as elsewhere: what crosses all rows (the window, the cursor) would need a widget
/// over it, and at the width of a screen a QChart takes as long for the curves alone as this takes
/// for the whole strip.
void paintScoreCurves(QPainter& painter, const StripPicture& picture, const QPalette& palette);

}  // namespace handscope::ui
