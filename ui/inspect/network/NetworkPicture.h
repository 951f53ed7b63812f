// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPixmap>
#include <QVector>

#include "ui/inspect/network/NetworkLayout.h"

namespace handscope::ui {

/// What a node of the drawing shows besides its name.
struct NodeState {
    QImage picture;       ///< null: none has come
    QPixmap scaled;       ///< of the picture, for the screen; null until it is painted
    bool cut = false;     ///< nothing of it goes on
    int channelsCut = 0;  ///< one by one
};

/// Everything that the drawing of a network shows. A value; GUI thread.
struct NetworkPicture {
    NetworkLayout layout;
    QVector<NodeState> states;  ///< one a node
    QVector<CutName> cuts;
    TapName picked;
    int focused = -1;   ///< node that the keyboard acts on; −1: none
    int hovered = -1;   ///< node under the mouse; −1: none
    double left = 0.0;  ///< where what is in sight begins

    /// What the cuts mean for each node. A cut branch takes CSTM and CMM with it.
    void applyCuts();
    /// Whether the whole of it is.
    bool isCut(const QString& block, const QString& point) const;
    /// The node in words: what it is, whether it is picked, what of it is cut.
    QString textOf(int node) const;
};

}  // namespace handscope::ui
