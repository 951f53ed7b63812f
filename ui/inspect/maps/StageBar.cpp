// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/maps/StageBar.h"

#include <QAction>
#include <QActionGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/inspect/maps/StagePickers.h"

namespace handscope::ui {

StageBar::StageBar(QWidget* parent)
    : QWidget(parent),
      views_(new QActionGroup(this)),
      pin_(new QToolButton(this)),
      pickers_(new StagePickers(this)) {
    setObjectName(QStringLiteral("stage.bar"));
    addView(InspectView::Map, "map", tr("Map"), tr("One map over its frame"));
    addView(InspectView::Channels, "channels", tr("Channels"), tr("All channels of the tap"));
    addView(InspectView::Frames, "frames", tr("Frames"), tr("A map of each frame of the window"));
    addView(InspectView::Compare, "compare", tr("Compare"),
            tr("Two taps or two moments, and their difference"));
    addView(InspectView::Flow, "flow", tr("Flow"), tr("How the frame moves, beside CMM"));
    addView(InspectView::Evidence, "evidence", tr("Evidence"),
            tr("Where a class finds its evidence, in each frame"));
    pin_->setObjectName(QStringLiteral("stage.pin"));
    pin_->setText(tr("Pin"));
    pin_->setAccessibleName(tr("Pin this moment"));
    pin_->setToolTip(tr("Keep the map of this moment, to compare later ones with it"));
    pin_->setFocusPolicy(Qt::StrongFocus);

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(0);
    for (QAction* action : views_->actions()) {
        auto* button = new QToolButton(this);
        button->setObjectName(action->objectName() + QStringLiteral(".button"));
        button->setDefaultAction(action);
        button->setAccessibleName(action->text());
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
        button->setFocusPolicy(Qt::StrongFocus);
        buttons->addWidget(button);
        buttons_.append(button);
    }
    buttons->addStretch(1);
    buttons->addWidget(pin_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(buttons);
    layout->addWidget(pickers_);

    connect(views_, &QActionGroup::triggered, this, [this](const QAction* action) {
        StageChoices next = choices_;
        next.view = static_cast<InspectView>(action->data().toInt());
        change(next);
    });
    connect(pin_, &QToolButton::clicked, this, &StageBar::pinRequested);
    connect(pickers_, &StagePickers::edited, this, &StageBar::change);
    setFacts({});
    showChoices();
}

void StageBar::addView(InspectView view, const QString& objectName, const QString& name,
                       const QString& toolTip) {
    auto* action = new QAction(name, views_);
    const int number = static_cast<int>(view) + 1;
    action->setObjectName(QStringLiteral("stage.view.") + objectName);
    action->setData(static_cast<int>(view));
    action->setCheckable(true);
    action->setToolTip(tr("%1 (%2)").arg(toolTip).arg(number));
    action->setShortcut(QKeySequence(QString::number(number)));
    // Only where the page is: other pages have their own digits.
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
}

QList<QAction*> StageBar::viewActions() const {
    return views_->actions();
}

void StageBar::setFacts(const StageFacts& facts, const StageChoices& wanted) {
    facts_ = facts;
    const bool hasNetwork = !facts.blocks.isEmpty();
    setEnabled(hasNetwork);
    views_->setEnabled(hasNetwork);
    pickers_->setFacts(facts);
    change(wanted);
}

void StageBar::setPinned(std::optional<double> pts) {
    pickers_->setPinned(pts);
}

void StageBar::setShownLimits(const ColourLimits& limits) {
    pickers_->setShownLimits(limits);
}

void StageBar::setChoices(const StageChoices& choices) {
    choices_ = possibleChoices(choices, facts_);
    showChoices();
}

void StageBar::change(const StageChoices& choices) {
    const StageChoices next = possibleChoices(choices, facts_);
    if (next != choices_) {
        choices_ = next;
        showChoices();
        Q_EMIT choicesChanged(choices_);
    }
}

void StageBar::showChoices() {
    views_->actions().at(static_cast<int>(choices_.view))->setChecked(true);
    markView();
    pin_->setVisible(usesOf(choices_).pin);
    pickers_->setChoices(choices_);
}

void StageBar::markView() {
    // A button that is merely pressed in is hardly told from the others on a dark window.
    QPalette marked = palette();
    for (const auto group : {QPalette::Active, QPalette::Inactive}) {
        marked.setColor(group, QPalette::Button, palette().color(group, QPalette::Highlight));
        marked.setColor(group, QPalette::ButtonText,
                        palette().color(group, QPalette::HighlightedText));
    }
    for (int view = 0; view < buttons_.size(); ++view) {
        const bool chosen = view == static_cast<int>(choices_.view);
        buttons_[view]->setPalette(chosen ? marked : QPalette());
    }
}

void StageBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) {
        markView();
    }
    QWidget::changeEvent(event);
}

}  // namespace handscope::ui
