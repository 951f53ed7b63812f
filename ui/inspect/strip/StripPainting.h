// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPalette>

#include "ui/inspect/strip/StripPicture.h"

class QPainter;

namespace handscope::ui {

/// Paints all of the strip, and looks only at what stands in the stretch that is shown. GUI thread.
void paintStrip(QPainter& painter, const StripPicture& picture, const QPalette& palette);

}  // namespace handscope::ui
