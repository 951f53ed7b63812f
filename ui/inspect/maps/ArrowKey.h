// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPoint>

namespace handscope::ui {

/// Where an arrow key leads, to the right and down; null for other keys.
inline QPoint arrowDirection(int key) {
    switch (key) {
        case Qt::Key_Left:
            return {-1, 0};
        case Qt::Key_Right:
            return {1, 0};
        case Qt::Key_Up:
            return {0, -1};
        case Qt::Key_Down:
            return {0, 1};
        default:
            return {};
    }
}

}  // namespace handscope::ui
