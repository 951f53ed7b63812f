// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPalette>
#include <QPixmap>
#include <QVector>

#include "ui/inspect/network/NetworkLayout.h"

class QPainter;

namespace handscope::ui {

/// What a node of the drawing shows besides its name.
struct NodeState {
    QImage picture;
    QPixmap scaled;       ///< of the picture, for the screen; null until it is painted
    bool cut = false;     ///< nothing of it goes on
    int channelsCut = 0;  ///< cut one by one
};

/// Everything that the drawing of a network shows. A value; GUI thread.
struct NetworkPicture {
    NetworkLayout layout;
    QVector<NodeState> states;  ///< one a node
    QVector<CutName> cuts;
    TapName picked;
    int focused = -1;  ///< node with the keyboard's focus; −1: none
    int hovered = -1;  ///< node under the mouse; −1: none

    /// Recomputes `states` from `cuts`; keeps the pictures.
    void applyCuts();
    bool isCut(const QString& block, const QString& point) const;
};

/// Paints what lies in `dirty`, in pixels of the drawing. Scales the pictures that it paints once,
/// for `ratio` device pixels a pixel, and keeps them in the states.
void paintNetwork(QPainter& painter, const QRectF& dirty, NetworkPicture& picture,
                  const QPalette& palette, double ratio);

}  // namespace handscope::ui
