// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSlider>

namespace handscope::ui {

/// A horizontal slider whose handle jumps to where it is clicked, as people know it from players.
/// GUI thread.
class SeekSlider : public QSlider {
    Q_OBJECT

public:
    explicit SeekSlider(QWidget* parent = nullptr);

protected:
    void mousePressEvent(QMouseEvent* event) override;
};

}  // namespace handscope::ui
