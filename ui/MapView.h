// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QWidget>

#include "ui/DisplayTypes.h"
#include "ui/PicturePlacement.h"

namespace handscope::ui {

/// One map over its frame, or alone. Paints, and knows where on the frame a point is; leaves the
/// mouse, which it tracks, to what it stands in. GUI thread.
class MapView : public QWidget {
    Q_OBJECT

public:
    explicit MapView(QWidget* parent = nullptr);

    void setMap(const MapImage& map);
    void clear();

    /// 0 … 1.
    void setOpacity(double opacity);
    /// Without the frame, as large as fits.
    void setAlone(bool alone);
    /// Enlarged smoothly, or cell by cell.
    void setSmooth(bool smooth);
    /// As the video beside it.
    void setMirrored(bool mirrored);

    bool isMirrored() const noexcept { return mirrored_; }

    /// The point of the frame, in its pixels, that lies at a point of this widget; outside the
    /// picture one outside it.
    QPointF toFrame(QPointF point) const;
    /// The other way.
    QPointF fromFrame(QPointF point) const;

    QSize sizeHint() const override { return {480, 360}; }
    QSize minimumSizeHint() const override { return {200, 150}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    MapImage map_;
    double opacity_ = 0.6;
    bool alone_ = false;
    bool smooth_ = true;
    bool mirrored_ = false;

    bool showsFrame() const;
    QRectF shownPart() const;
    PicturePlacement placement() const;
};

}  // namespace handscope::ui
