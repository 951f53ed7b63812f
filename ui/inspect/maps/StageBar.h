// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>
#include <optional>

#include "ui/inspect/maps/StageRules.h"

class QAction;
class QActionGroup;
class QToolButton;

namespace handscope::ui {

class StagePickers;

/// The bar over the large view: which view, and what the view makes use of. Holds the choices and
/// keeps them among what there is. GUI thread.
class StageBar : public QWidget {
    Q_OBJECT

public:
    explicit StageBar(QWidget* parent = nullptr);

    const StageFacts& facts() const noexcept { return facts_; }
    /// Choices that are no longer there fall back, which is announced. No blocks disable the bar.
    void setFacts(const StageFacts& facts) { setFacts(facts, choices_); }
    /// With what is to be chosen among them: one change is announced.
    void setFacts(const StageFacts& facts, const StageChoices& wanted);
    /// PTS in seconds.
    void setPinned(std::optional<double> pts);
    void setShownLimits(const ColourLimits& limits);

    const StageChoices& choices() const noexcept { return choices_; }
    /// Emits nothing.
    void setChoices(const StageChoices& choices);
    /// As if a person had chosen them on the bar.
    void change(const StageChoices& choices);

    QList<QAction*> viewActions() const;

Q_SIGNALS:
    void choicesChanged(const handscope::ui::StageChoices& choices);
    void pinRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    StageChoices choices_;
    StageFacts facts_;
    QActionGroup* views_;
    QList<QToolButton*> buttons_;  ///< of the views, in their order
    QToolButton* pin_;
    StagePickers* pickers_;

    void addView(InspectView view, const QString& objectName, const QString& name,
                 const QString& toolTip);
    void showChoices();
    void markView();
};

}  // namespace handscope::ui
