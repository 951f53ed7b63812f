// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/decision/ValueRow.h"

#include <QEvent>
#include <QGridLayout>
#include <QSignalBlocker>
#include <algorithm>
#include <cmath>

namespace handscope::ui {

QString PlainSpinBox::textFromValue(double value) const {
    return locale().toString(value, 'f', QLocale::FloatingPointShortest);
}

ValueRow::ValueRow(const Text& text, const Range& range, QGridLayout& grid, int row,
                   QWidget* parent)
    : QObject(parent),
      toolTip_(text.toolTip),
      range_(range),
      factor_(text.percent ? 100.0 : 1.0),
      title_(new QLabel(text.title, parent)),
      slider_(new QSlider(Qt::Horizontal, parent)),
      field_(new PlainSpinBox(parent)) {
    field_->setObjectName(text.name);
    slider_->setObjectName(text.name + QStringLiteral(".slider"));
    field_->setAccessibleName(text.title);
    slider_->setAccessibleName(text.title);
    title_->setBuddy(field_);
    field_->setDecimals(text.percent ? 1 : 2);
    field_->setSuffix(text.percent ? tr(" %") : tr(" s"));
    field_->setRange(range.low * factor_, range.high * factor_);
    field_->setSingleStep(range.step * factor_);
    field_->setKeyboardTracking(false);
    field_->setAlignment(Qt::AlignRight);
    field_->setAccelerated(true);
    slider_->setRange(static_cast<int>(std::lround(range.low / range.step)),
                      static_cast<int>(std::lround(range.sliderHigh / range.step)));
    slider_->setPageStep(std::max(1, (slider_->maximum() - slider_->minimum()) / 10));
    for (QWidget* control : {static_cast<QWidget*>(slider_), static_cast<QWidget*>(field_)}) {
        control->setFocusPolicy(Qt::StrongFocus);
        control->installEventFilter(this);
    }
    explain(toolTip_);
    grid.addWidget(title_, row, 0);
    grid.addWidget(slider_, row, 1);
    grid.addWidget(field_, row, 2);
    // Divided, so that 57 steps of a hundredth are 0.57 and nothing beside it.
    connect(slider_, &QSlider::valueChanged, this,
            [this](int steps) { Q_EMIT edited(steps / std::round(1.0 / range_.step)); });
    connect(field_, &QDoubleSpinBox::valueChanged, this,
            [this](double shown) { Q_EMIT edited(shown / factor_); });
}

void ValueRow::setValue(double value) {
    const QSignalBlocker quietSlider(slider_);
    const QSignalBlocker quietField(field_);
    // A profile may hold what nobody would set here.
    field_->setRange(std::min(range_.low, value) * factor_, std::max(range_.high, value) * factor_);
    field_->setValue(value * factor_);
    slider_->setValue(static_cast<int>(
        std::lround(std::clamp(value, range_.low, range_.sliderHigh) / range_.step)));
}

void ValueRow::setLocked(const QString& reason) {
    for (QWidget* control : {static_cast<QWidget*>(slider_), static_cast<QWidget*>(field_),
                             static_cast<QWidget*>(title_)}) {
        control->setEnabled(reason.isEmpty());
    }
    explain(reason.isEmpty() ? toolTip_ : reason + QStringLiteral("\n\n") + toolTip_);
}

void ValueRow::explain(const QString& toolTip) {
    for (QWidget* control : {static_cast<QWidget*>(slider_), static_cast<QWidget*>(field_),
                             static_cast<QWidget*>(title_)}) {
        control->setToolTip(toolTip);
    }
}

/// Whoever turns the wheel to scroll the panel does not want to change what lies under the mouse.
bool ValueRow::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Wheel && !static_cast<QWidget*>(watched)->hasFocus()) {
        event->ignore();
        return true;
    }
    return QObject::eventFilter(watched, event);
}

}  // namespace handscope::ui
