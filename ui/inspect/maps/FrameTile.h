// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QPointF>
#include <optional>

#include "ui/DisplayTypes.h"

class QLabel;

namespace handscope::ui {

class CrossHair;
class MapView;

/// One of the window's frames with its map, as a button of a group. Shift and the arrow keys point
/// at a cell, as the mouse does, until Escape. GUI thread.
class FrameTile : public QAbstractButton {
    Q_OBJECT

public:
    explicit FrameTile(QWidget* parent = nullptr);

    void setMap(const MapImage& map);
    const MapImage& map() const noexcept { return map_; }
    MapView* view() noexcept { return view_; }
    void setAlone(bool alone);
    void setMirrored(bool mirrored);

    /// In frame pixels; none takes the cross-hairs away.
    void setCrossHair(std::optional<QPointF> point);
    const std::optional<QPointF>& crossHair() const noexcept { return crossHair_; }
    /// "t = 3. Row 1, column 2: 0.3", of the cell under the cross-hairs; empty without one.
    QString readText() const;

    /// Height of what is not the map, pixels.
    int surplus() const;

Q_SIGNALS:
    /// A double click or Enter.
    void opened();
    /// Where the mouse is, in frame pixels, which may be outside the map; or the middle of the cell
    /// that keys have gone to.
    void pointed(const QPointF& point);
    /// The mouse left, or Escape was pressed.
    void pointedAway();
    /// Keys have come here from another widget.
    void reached();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    MapImage map_;
    std::optional<QPointF> crossHair_;
    MapView* view_;
    CrossHair* overlay_;
    QLabel* caption_;

    void placeCrossHair();
};

}  // namespace handscope::ui
