// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/strip/StripColours.h"

namespace handscope::ui {

QColor strokeOf(const LabelColours& colours, const QString& label, bool dark) {
    // Thin lines need more colour than bars to be told apart.
    const QColor colour = colours.colourOf(label, dark);
    return QColor::fromHslF(colour.hslHueF(), 0.85F, dark ? 0.65F : 0.42F);
}

QColor faded(QColor colour, int alpha) {
    colour.setAlpha(alpha);
    return colour;
}

}  // namespace handscope::ui
