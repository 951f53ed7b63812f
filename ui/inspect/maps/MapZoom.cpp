// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/maps/MapZoom.h"

#include <algorithm>

namespace handscope::ui {
namespace {

/// The middle may come as near to an edge as keeps the window covered.
QPointF kept(QPointF centre, double factor) {
    const double half = 0.5 / factor;
    return {std::clamp(centre.x(), half, 1.0 - half), std::clamp(centre.y(), half, 1.0 - half)};
}

}  // namespace

QRectF MapZoom::placed(QSizeF window) const {
    const QSizeF whole = window * factor;
    const QPointF middle = kept(centre, factor);
    return {QPointF(window.width() / 2.0 - middle.x() * whole.width(),
                    window.height() / 2.0 - middle.y() * whole.height()),
            whole};
}

MapZoom MapZoom::about(QPointF point, double times, QSizeF window) const {
    if (window.isEmpty()) {
        return *this;
    }
    MapZoom zoom;
    zoom.factor = std::clamp(factor * times, 1.0, kMost);
    const QRectF before = placed(window);
    const QPointF share((point.x() - before.left()) / before.width(),
                        (point.y() - before.top()) / before.height());
    const QPointF off((window.width() / 2.0 - point.x()) / (window.width() * zoom.factor),
                      (window.height() / 2.0 - point.y()) / (window.height() * zoom.factor));
    zoom.centre = kept(share + off, zoom.factor);
    return zoom;
}

MapZoom MapZoom::moved(QPointF by, QSizeF window) const {
    if (window.isEmpty()) {
        return *this;
    }
    const QSizeF whole = window * factor;
    const QPointF share(by.x() / whole.width(), by.y() / whole.height());
    return {factor, kept(kept(centre, factor) - share, factor)};
}

}  // namespace handscope::ui
