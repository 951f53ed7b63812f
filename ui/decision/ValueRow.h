// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDoubleSpinBox>
#include <QLabel>
#include <QObject>
#include <QSlider>

class QGridLayout;

namespace handscope::ui {

/// A number field without zeros that say nothing: "60 %", "0.25 s". GUI thread.
class PlainSpinBox : public QDoubleSpinBox {
    Q_OBJECT

public:
    using QDoubleSpinBox::QDoubleSpinBox;

    QString textFromValue(double value) const override;
};

/// One value of a form: its title, a slider and a number field that go together. What the form
/// shows may be rounded; the value that is not edited stays exactly as it was given.
///
/// Owned by the widget on which it stands. GUI thread.
class ValueRow : public QObject {
    Q_OBJECT

public:
    struct Text {
        QString name;  ///< for objects, such as "decision.on"
        QString title;
        QString toolTip;
        bool percent = false;  ///< a share shown as percent; else seconds
    };
    /// In the value's own unit. The slider ends before the number field does where longer times
    /// make sense, but not often.
    struct Range {
        double low = 0.0;
        double high = 1.0;
        double sliderHigh = 1.0;
        double step = 0.01;
    };

    ValueRow(const Text& text, const Range& range, QGridLayout& grid, int row, QWidget* parent);

    /// Emits nothing.
    void setValue(double value);
    /// With a reason it is shown and cannot be changed.
    void setLocked(const QString& reason);

Q_SIGNALS:
    void edited(double value);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QString toolTip_;
    Range range_;
    double factor_;
    QLabel* title_;
    QSlider* slider_;
    PlainSpinBox* field_;

    void explain(const QString& toolTip);
};

}  // namespace handscope::ui
