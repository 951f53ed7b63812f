// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

#include "ui/DisplayTypes.h"

class QLabel;

namespace handscope::ui {

class MapView;

/// One of the window's frames with its map, as a button of a group. GUI thread.
class FrameTile : public QAbstractButton {
    Q_OBJECT

public:
    explicit FrameTile(QWidget* parent = nullptr);

    void setMap(const MapImage& map);
    const MapImage& map() const noexcept { return map_; }
    MapView* view() noexcept { return view_; }
    /// Height of what is not the map, pixels.
    int surplus() const;

Q_SIGNALS:
    /// A double click or Enter.
    void opened();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    MapImage map_;
    MapView* view_;
    QLabel* caption_;
};

}  // namespace handscope::ui
