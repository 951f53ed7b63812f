// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPainter>
#include <QRectF>
#include <QString>

namespace handscope::ui {

/// In what a pictogram is drawn.
struct GestureColours {
    QColor hand;
    QColor motion;
};

/// Draws a class as a hand, as the person sees it in a mirror, and arrows for its motion, into the
/// largest square in the middle of `place`; a question mark for a class that is not known. The 27
/// of Jester are.
void paintGesture(QPainter& painter, const QRectF& place, const QString& label,
                  const GestureColours& colours);

}  // namespace handscope::ui
