// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/strip/StripColours.h"

namespace handscope::ui {

QColor strokeOf(const LabelColours& colours, const QString& label, bool dark) {
    const QColor colour = colours.colourOf(label, dark);
    return dark ? colour.lighter(150) : colour.darker(150);
}

QColor faded(QColor colour, int alpha) {
    colour.setAlpha(alpha);
    return colour;
}

}  // namespace handscope::ui
