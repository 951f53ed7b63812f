// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/SeekSlider.h"

#include <QMouseEvent>
#include <QStyle>
#include <QStyleOptionSlider>

namespace handscope::ui {

SeekSlider::SeekSlider(QWidget* parent) : QSlider(Qt::Horizontal, parent) {}

void SeekSlider::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) {
        QStyleOptionSlider option;
        initStyleOption(&option);
        const QRect handle =
            style()->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderHandle, this);
        if (!handle.contains(event->position().toPoint())) {
            const int room = width() - handle.width();
            const int offset = static_cast<int>(event->position().x()) - handle.width() / 2;
            setSliderPosition(QStyle::sliderValueFromPosition(minimum(), maximum(), offset, room,
                                                              option.upsideDown));
            triggerAction(SliderMove);
        }
    }
    // The handle is now under the mouse: what follows is an ordinary drag.
    QSlider::mousePressEvent(event);
}

}  // namespace handscope::ui
