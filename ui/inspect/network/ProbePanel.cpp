// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/network/ProbePanel.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

#include "ui/inspect/network/ClipChangeIcon.h"
#include "ui/inspect/network/NetworkText.h"
#include "ui/recordings/PageAction.h"

namespace handscope::ui {
namespace {

/// Shows by more than a darker shade that it is the chosen one.
class ChoiceButton : public QToolButton {
public:
    using QToolButton::QToolButton;

protected:
    void paintEvent(QPaintEvent* event) override {
        QToolButton::paintEvent(event);
        if (isChecked()) {
            QPainter(this).fillRect(QRect(3, height() - 5, width() - 6, 3),
                                    palette().color(QPalette::Highlight));
        }
    }
};

}  // namespace

ProbePanel::ProbePanel(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("probe"));
    setAccessibleName(tr("What is done to the frames"));
    addChoice(ClipChange::None, tr("The frames as they were recorded"));
    addChoice(ClipChange::Reversed,
              tr("The last frame first: a swipe reversed should become its opposite"));
    addChoice(ClipChange::Mirrored,
              tr("Left and right exchanged: a swipe to the left should become one to the right"));
    addChoice(ClipChange::Frozen,
              tr("The middle frame all the time: without motion, what is left is what the network "
                 "knows from the look of the hand alone"));
    addChoice(ClipChange::Shuffled,
              tr("The same frames in another order: a gesture that keeps its score does not depend "
                 "on how it moves"));
    layOut();
    setChange(ClipChange::None);
}

void ProbePanel::layOut() {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    for (const QAction* action : choices_.actions()) {
        // Not the action's own button: a group of those triggers the action of the one that it
        // lets go of.
        auto* button = new ChoiceButton(this);
        button->setObjectName(QStringLiteral("button.") + action->objectName());
        button->setText(action->text());
        button->setIcon(action->icon());
        button->setToolTip(action->toolTip());
        button->setAccessibleName(action->text());
        button->setCheckable(true);
        button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
        button->setIconSize({20, 20});
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        button->setFocusPolicy(Qt::StrongFocus);
        buttons_.addButton(button, static_cast<int>(buttons_.buttons().size()));
        layout->addWidget(button);
    }
    connect(&buttons_, &QButtonGroup::idClicked, this,
            [this](int change) { choose(static_cast<ClipChange>(change)); });
}

void ProbePanel::addChoice(ClipChange change, const QString& explanation) {
    const int number = static_cast<int>(choices_.actions().size()) + 1;
    auto* action =
        new PageAction("", changeTitle(change), {}, explanation,
                       {QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_0 + number))}, this);
    action->setObjectName(QStringLiteral("probe.%1").arg(number));
    action->setIcon(clipChangeIcon(change));
    action->setCheckable(true);
    choices_.addAction(action);
    connect(action, &QAction::triggered, this, [this, change] { choose(change); });
}

void ProbePanel::setChange(ClipChange change) {
    change_ = change;
    const int index = static_cast<int>(change);
    choices_.actions().at(index)->setChecked(true);
    buttons_.button(index)->setChecked(true);
}

void ProbePanel::choose(ClipChange change) {
    if (change != change_) {
        setChange(change);
        Q_EMIT changeRequested(change);
    }
}

}  // namespace handscope::ui
