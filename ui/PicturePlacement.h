// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>

namespace handscope::ui {

/// Where a picture lies in a widget: as large as fits, centred, proportions kept, perhaps mirrored.
/// Pure geometry; any thread.
class PicturePlacement {
public:
    /// An empty picture or widget gives an empty placement.
    PicturePlacement(QSizeF picture, QRectF widget, bool mirrored);

    /// The picture in widget coordinates.
    QRectF target() const noexcept { return target_; }

    /// A part of the picture, from picture pixels to widget coordinates; mirrored as the picture
    /// is.
    QRectF toWidget(const QRectF& part) const;

    /// The picture pixel (with fraction) shown at a point of the widget; outside the picture the
    /// result lies outside it, too.
    QPointF toPicture(QPointF point) const;

private:
    QSizeF picture_;
    QRectF target_;
    bool mirrored_;
};

}  // namespace handscope::ui
