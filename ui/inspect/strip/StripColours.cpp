// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/strip/StripColours.h"

namespace handscope::ui {

QColor faded(QColor colour, int alpha) {
    colour.setAlpha(alpha);
    return colour;
}

}  // namespace handscope::ui
