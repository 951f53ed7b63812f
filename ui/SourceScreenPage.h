// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QRect>
#include <QSpinBox>
#include <QWidget>
#include <optional>

#include "ui/DisplayTypes.h"

namespace handscope::ui {

class SourceRegionOverlay;

/// A rectangle of an X11 screen, by numbers or drawn on the screen with the mouse. All numbers are
/// the X server's own pixels. Grabs nothing itself. GUI thread.
class SourceScreenPage : public QWidget {
    Q_OBJECT

public:
    explicit SourceScreenPage(QWidget* parent = nullptr);
    ~SourceScreenPage() override;

    /// Takes what choice() once gave; false for anything else.
    bool setChoice(const SourceChoice& choice);
    /// An empty address while the rectangle does not lie on the display.
    SourceChoice choice() const;

Q_SIGNALS:
    void choiceChanged();

protected:
    void hideEvent(QHideEvent* event) override;

private:
    QLineEdit* display_;
    QComboBox* screens_;
    QPushButton* select_;
    QSpinBox* x_;
    QSpinBox* y_;
    QSpinBox* width_;
    QSpinBox* height_;
    QSpinBox* rate_;
    QLabel* message_;
    QPointer<SourceRegionOverlay> overlay_;

    QSpinBox* spinBox(const QString& objectName, const QString& name, const QString& toolTip,
                      int low, int high);
    void fillScreens();
    void takeScreen();
    void selectRegion();
    QRect region() const;
    void setRegion(const QRect& region);
    bool isOwnDisplay() const;
    QString fault() const;
    void check();
};

}  // namespace handscope::ui
