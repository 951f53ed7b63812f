// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/inspect/maps/StageTypes.h"

class QLabel;

namespace handscope::ui {

class MapRow;

/// A frame, how it moves and what CMM makes of it, beside each other, and the wheel that says which
/// hue is which direction. GUI thread.
class FlowPage : public QWidget {
    Q_OBJECT

public:
    explicit FlowPage(QWidget* parent = nullptr);

    void showFlow(const FlowPictures& pictures);
    bool isEmpty() const noexcept { return pictures_.map.frame.isNull(); }

    void setOpacity(double opacity);  ///< 0 … 1, of CMM's map
    void setSmooth(bool smooth);
    /// The wheel is mirrored, too: what moves to the left on the screen has the hue that lies left.
    void setMirrored(bool mirrored);

    MapRow* row() noexcept { return row_; }

private:
    FlowPictures pictures_;
    bool mirrored_ = false;
    MapRow* row_;
    QLabel* wheel_;
    QLabel* wheelText_;

    void showWheel();
};

}  // namespace handscope::ui
