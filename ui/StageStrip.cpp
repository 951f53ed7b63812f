// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/StageStrip.h"

#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

#include "ui/Theme.h"

namespace handscope::ui {
namespace {

constexpr int kPadding = 4;  // pixels

/// Apart from each other, in light and dark: hues around the circle at one lightness.
QColor colourOf(qsizetype stage, qsizetype count, bool dark) {
    const int hue = static_cast<int>(200 + stage * 360 / std::max<qsizetype>(1, count)) % 360;
    return QColor::fromHsl(hue, 110, dark ? 90 : 190);
}

}  // namespace

StageStrip::StageStrip(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("statistics.stages"));
    setAccessibleName(tr("From capture to label, by stage"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void StageStrip::setStages(const QVector<Stage>& stages) {
    stages_ = stages;
    for (Stage& stage : stages_) {
        stage.milliseconds = std::max(0.0, stage.milliseconds);
    }
    QStringList spoken;
    for (const Stage& stage : stages_) {
        spoken << textOf(stage);
    }
    setAccessibleDescription(spoken.join(QStringLiteral(", ")));
    update();
}

double StageStrip::total() const {
    double sum = 0.0;
    for (const Stage& stage : stages_) {
        sum += stage.milliseconds;
    }
    return sum;
}

QString StageStrip::textOf(const Stage& stage) const {
    return tr("%1 %2 ms").arg(stage.name, QLocale().toString(stage.milliseconds, 'f', 1));
}

QRectF StageStrip::stretchOf(int stage) const {
    const double sum = total();
    if (stage < 0 || stage >= stages_.size() || sum <= 0.0) {
        return {};
    }
    double before = 0.0;
    for (int i = 0; i < stage; ++i) {
        before += stages_[i].milliseconds;
    }
    return {before / sum * width(), 0.0, stages_[stage].milliseconds / sum * width(),
            static_cast<double>(height())};
}

QSize StageStrip::sizeHint() const {
    return {300, fontMetrics().height() + 2 * kPadding};
}

QSize StageStrip::minimumSizeHint() const {
    return {100, sizeHint().height()};
}

void StageStrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const bool dark = isDark(palette());
    painter.fillRect(rect(), palette().color(QPalette::AlternateBase));
    for (int i = 0; i < stages_.size(); ++i) {
        const QRectF stretch = stretchOf(i);
        if (stretch.isEmpty()) {
            continue;
        }
        painter.fillRect(stretch, colourOf(i, stages_.size(), dark));
        const QRectF inside = stretch.adjusted(kPadding, 0, -kPadding, 0);
        painter.setPen(palette().color(QPalette::WindowText));
        for (const QString& text : {textOf(stages_[i]), stages_[i].name}) {
            if (fontMetrics().horizontalAdvance(text) <= inside.width()) {
                painter.drawText(inside, Qt::AlignLeft | Qt::AlignVCenter, text);
                break;
            }
        }
    }
}

bool StageStrip::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* const help = static_cast<QHelpEvent*>(event);
        QString text = accessibleDescription();
        for (int i = 0; i < stages_.size(); ++i) {
            if (stretchOf(i).contains(help->pos())) {
                text = textOf(stages_[i]);
            }
        }
        QToolTip::showText(help->globalPos(), text, this);
        return true;
    }
    return QWidget::event(event);
}

}  // namespace handscope::ui
