// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QPalette>

#include "ui/inspect/network/NetworkPicture.h"

class QPainter;

namespace handscope::ui {

/// Paints what lies in `dirty`, in pixels of the drawing. `font` is that of the small texts.
/// Pictures are enlarged cell by cell and reduced smoothly, once for `ratio` device pixels a pixel,
/// and kept so in the states.
void paintNetwork(QPainter& painter, const QRectF& dirty, NetworkPicture& picture,
                  const QPalette& palette, const QFont& font, double ratio);

}  // namespace handscope::ui
