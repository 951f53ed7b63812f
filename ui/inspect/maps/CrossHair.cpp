// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/maps/CrossHair.h"

#include <QPainter>
#include <cmath>

#include "ui/UnsharedPainting.h"

namespace handscope::ui {

CrossHair::CrossHair(QWidget* parent) : QWidget(parent) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
}

void CrossHair::setPoint(std::optional<QPointF> point) {
    if (point != point_) {
        point_ = point;
        update();
    }
}

void CrossHair::setFramed(bool framed) {
    framed_ = framed;
    update();
}

void CrossHair::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (point_ && QRectF(rect()).contains(*point_)) {
        // A dark line beside a light one is seen on every colour.
        const double x = std::floor(point_->x());
        const double y = std::floor(point_->y());
        for (const auto& [colour, off] :
             {std::pair{QColor(0, 0, 0, 150), 1.0}, std::pair{QColor(255, 255, 255, 220), 0.0}}) {
            fillRectUnshared(painter, QRectF(x + off, 0.0, 1.0, height()), colour);
            fillRectUnshared(painter, QRectF(0.0, y + off, width(), 1.0), colour);
        }
    }
    if (framed_) {
        painter.setPen(QPen(palette().color(QPalette::Highlight), 2.0));
        painter.drawRect(QRectF(rect()).adjusted(1.0, 1.0, -1.0, -1.0));
    }
}

}  // namespace handscope::ui
