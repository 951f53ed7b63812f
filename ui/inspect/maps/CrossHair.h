// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <optional>

namespace handscope::ui {

/// Two thin lines that cross at a point, over whatever lies below, and a frame around it while it
/// has the keyboard. Lets the mouse through. GUI thread.
class CrossHair : public QWidget {
    Q_OBJECT

public:
    explicit CrossHair(QWidget* parent);

    /// In this widget's coordinates.
    void setPoint(std::optional<QPointF> point);
    void setFramed(bool framed);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::optional<QPointF> point_;
    bool framed_ = false;
};

}  // namespace handscope::ui
