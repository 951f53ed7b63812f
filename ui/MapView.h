// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QWidget>
#include <optional>

#include "ui/DisplayTypes.h"
#include "ui/PicturePlacement.h"

namespace handscope::ui {

/// One map over its frame, or alone, and the value under the mouse. Paints; chooses nothing.
/// GUI thread.
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

    QSize sizeHint() const override { return {480, 360}; }
    QSize minimumSizeHint() const override { return {200, 150}; }

Q_SIGNALS:
    /// What is under the mouse, in words; empty outside the map.
    void valueChanged(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    MapImage map_;
    double opacity_ = 0.6;
    bool alone_ = false;
    bool smooth_ = true;
    bool mirrored_ = false;
    std::optional<QPointF> mouse_;

    QRectF shownPart() const;
    PicturePlacement placement() const;
    void reportValue();
};

}  // namespace handscope::ui
