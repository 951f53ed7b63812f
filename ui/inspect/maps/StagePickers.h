// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <optional>

#include "ui/inspect/maps/StageRules.h"

class QBoxLayout;
class QCheckBox;
class QComboBox;
class QLabel;
class QSlider;
class QSpinBox;

namespace handscope::ui {

class ClassPicker;
class LimitFields;

/// The pickers and sliders of the bar: those that the chosen view makes use of, in one line where
/// they fit, else in two. Decides nothing: it says what a person asked for. GUI thread.
class StagePickers : public QWidget {
    Q_OBJECT

public:
    explicit StagePickers(QWidget* parent = nullptr);

    void setFacts(const StageFacts& facts);
    /// PTS in seconds.
    void setPinned(std::optional<double> pts);
    /// What the colours stand for now, for whoever wants to fix them.
    void setShownLimits(const ColourLimits& limits);
    /// Emits nothing.
    void setChoices(const StageChoices& choices);

    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// The choices shown, but for what a person changed.
    void edited(const handscope::ui::StageChoices& choices);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    StageChoices choices_;
    StageFacts facts_;
    ColourLimits shownLimits_;
    QWidget* pickers_;
    QWidget* sliders_;
    QBoxLayout* lines_;
    QComboBox* colours_;
    QComboBox* scaling_;
    LimitFields* limits_;
    QSpinBox* channel_;
    QComboBox* order_;
    ClassPicker* label_;
    QComboBox* other_;
    QSlider* frame_;
    QLabel* frameName_;
    QLabel* frameText_;
    QSlider* opacity_;
    QLabel* opacityName_;
    QLabel* opacityText_;
    QCheckBox* alone_;
    QCheckBox* smooth_;

    void fillFixedChoices();
    void describeAll();
    void layOut();
    void connectAll();
    void fillOther();
    void showUses();
    void chooseDirection();

    /// Asks for what is shown with one change.
    template <typename Change>
    void edit(Change change) {
        StageChoices next = choices_;
        change(next);
        if (next != choices_) {
            Q_EMIT edited(next);
        }
    }
};

}  // namespace handscope::ui
