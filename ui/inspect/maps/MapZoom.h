// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>

namespace handscope::ui {

/// How far a picture is enlarged beyond what fits, and about what. Pure geometry; any thread.
struct MapZoom {
    static constexpr double kMost = 16.0;

    double factor = 1.0;       ///< 1 … kMost
    QPointF centre{0.5, 0.5};  ///< what stands in the middle, as shares of the whole

    bool operator==(const MapZoom&) const = default;

    /// Where the whole lies about a window of this size; it always covers the window.
    QRectF placed(QSizeF window) const;
    /// Enlarged `times` more; what lies under `point` of the window stays there.
    MapZoom about(QPointF point, double times, QSizeF window) const;
    /// The whole moved by so many pixels of the window.
    MapZoom moved(QPointF by, QSizeF window) const;
};

}  // namespace handscope::ui
