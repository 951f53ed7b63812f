// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/LimitFields.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>

namespace handscope::ui {
namespace {

constexpr double kMost = 1e6;  // of what can be typed
constexpr int kDecimals = 6;

/// Without zeros that say nothing.
class LimitField : public QDoubleSpinBox {
public:
    using QDoubleSpinBox::QDoubleSpinBox;

    QString textFromValue(double value) const override {
        return locale()
            .toString(value, 'f', QLocale::FloatingPointShortest)
            .remove(locale().groupSeparator());
    }

    /// Until it is done with Return or the keyboard leaves.
    bool isBeingTyped() const { return hasFocus() && lineEdit()->isModified(); }
};

void showLimit(QDoubleSpinBox* field, float value) {
    if (!static_cast<const LimitField*>(field)->isBeingTyped()) {
        const QSignalBlocker quiet(field);
        field->setValue(static_cast<double>(value));
    }
}

}  // namespace

LimitFields::LimitFields(const QString& objectName, QWidget* parent)
    : QWidget(parent), low_(new LimitField(this)), high_(new LimitField(this)) {
    setObjectName(objectName);
    low_->setObjectName(objectName + QStringLiteral(".low"));
    low_->setAccessibleName(tr("Lower end of the colours"));
    low_->setToolTip(
        tr("The value of the first colour. What is typed holds for every tap, until "
           "the scaling is chosen anew"));
    high_->setObjectName(objectName + QStringLiteral(".high"));
    high_->setAccessibleName(tr("Upper end of the colours"));
    high_->setToolTip(
        tr("The value of the last colour. What is typed holds for every tap, until "
           "the scaling is chosen anew"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3);
    layout->addWidget(low_, 1);
    layout->addWidget(new QLabel(QStringLiteral("–"), this));
    layout->addWidget(high_, 1);
    for (QDoubleSpinBox* field : {low_, high_}) {
        field->setDecimals(kDecimals);
        field->setRange(-kMost, kMost);
        field->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
        field->setButtonSymbols(QAbstractSpinBox::NoButtons);
        field->setKeyboardTracking(false);
        // Not as wide as the longest number: there are narrow bars.
        field->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("−0.00000")));
    }
    connect(low_, &QDoubleSpinBox::valueChanged, this,
            [this](double low) { edit(withLow(limits_, static_cast<float>(low))); });
    connect(high_, &QDoubleSpinBox::valueChanged, this,
            [this](double high) { edit(withHigh(limits_, static_cast<float>(high))); });
    setLimits(limits_);
}

void LimitFields::setLimits(const ColourLimits& limits) {
    limits_ = limits;
    showLimit(low_, limits.low);
    showLimit(high_, limits.high);
}

void LimitFields::edit(const ColourLimits& limits) {
    setLimits(limits);
    Q_EMIT edited(limits);
}

}  // namespace handscope::ui
