// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <optional>

#include "ui/DisplayTypes.h"
#include "ui/inspect/maps/MapZoom.h"

class QLabel;

namespace handscope::ui {

class CrossHair;
class MapView;

/// A MapView that can be enlarged, and cross-hairs over it that another picture can set. The wheel
/// or + and − enlarge, dragging or the arrow keys move, a double click or 0 shows all of it; Shift
/// and the arrow keys point at a cell, as the mouse does, until Escape. GUI thread.
class ZoomMap : public QWidget {
    Q_OBJECT

public:
    explicit ZoomMap(QWidget* parent = nullptr);

    void setMap(const MapImage& map);
    const MapImage& map() const noexcept { return map_; }
    /// What stands here while there is no map.
    void setPlaceholder(const QString& text);

    void setOpacity(double opacity);  ///< 0 … 1
    void setAlone(bool alone);
    void setSmooth(bool smooth);
    void setMirrored(bool mirrored);

    /// Emits nothing.
    void setZoom(const MapZoom& zoom);
    const MapZoom& zoom() const noexcept { return zoom_; }
    /// In frame pixels; none takes the cross-hairs away.
    void setCrossHair(std::optional<QPointF> point);

    QSize sizeHint() const override { return {320, 240}; }
    QSize minimumSizeHint() const override { return {96, 72}; }

Q_SIGNALS:
    void zoomChanged(const handscope::ui::MapZoom& zoom);
    /// Where the mouse is, in frame pixels, which may be outside the map; or the middle of the cell
    /// that keys have gone to.
    void pointed(const QPointF& point);
    /// The mouse left, or Escape was pressed.
    void pointedAway();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    MapImage map_;
    MapZoom zoom_;
    std::optional<QPointF> crossHair_;
    std::optional<QPointF> dragged_;  ///< where the drag was last, in this widget
    MapView* view_;
    CrossHair* overlay_;
    QLabel* placeholder_;

    void changeZoom(const MapZoom& zoom);
    void place();
};

}  // namespace handscope::ui
