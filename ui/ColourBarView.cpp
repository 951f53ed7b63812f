// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ColourBarView.h"

#include <QPainter>
#include <algorithm>

namespace handscope::ui {

QString valueText(float value) {
    QString text = QString::number(static_cast<double>(value), 'g', 3);
    return text.replace(QLatin1Char('-'), QChar(0x2212));
}

ColourBarView::ColourBarView(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Colour bar"));
    setToolTip(tr("What the colours stand for: the values at both ends"));
}

void ColourBarView::setColourBar(const QImage& strip, float low, float high) {
    strip_ = strip;
    lowText_ = strip.isNull() ? QString() : valueText(low);
    highText_ = strip.isNull() ? QString() : valueText(high);
    setAccessibleDescription(strip.isNull() ? QString()
                                            : tr("From %1 to %2").arg(lowText_, highText_));
    update();
}

QSize ColourBarView::sizeHint() const {
    return {160, fontMetrics().height() + 2};
}

QSize ColourBarView::minimumSizeHint() const {
    return {80, fontMetrics().height() + 2};
}

void ColourBarView::paintEvent(QPaintEvent*) {
    if (strip_.isNull()) {
        return;
    }
    QPainter painter(this);
    const QFontMetrics metrics = fontMetrics();
    // Both ends get the same room, wide enough for any value, so that the strip does not jitter.
    const int room =
        std::max({metrics.horizontalAdvance(lowText_), metrics.horizontalAdvance(highText_),
                  metrics.horizontalAdvance(QStringLiteral("−0.00000"))});
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(QRect(0, 0, room, height()), Qt::AlignRight | Qt::AlignVCenter, lowText_);
    painter.drawText(QRect(width() - room, 0, room, height()), Qt::AlignLeft | Qt::AlignVCenter,
                     highText_);
    const QRect bar(room + 6, height() / 2 - 5, width() - 2 * (room + 6), 10);
    if (bar.width() > 0) {
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawImage(bar, strip_);
    }
}

}  // namespace handscope::ui
