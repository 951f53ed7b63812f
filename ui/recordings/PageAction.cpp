// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recordings/PageAction.h"

#include <QLayout>
#include <QToolBar>
#include <QToolButton>

#include "ui/ActionWords.h"

namespace handscope::ui {

PageAction::PageAction(const char* name, const QString& text, const QString& button,
                       const QString& explanation, const QList<QKeySequence>& keys, QWidget* page)
    : QAction(text, page), explanation_(explanation) {
    setObjectName(QString::fromLatin1(name));
    setShortcutContext(Qt::WidgetWithChildrenShortcut);
    setShortcuts(keys);
    setIconText(button.isEmpty() ? wordsOf(text) : button);
    page->addAction(this);
    explain();
}

void PageAction::setWords(const QString& text) {
    ui::setWords(this, text);
}

void PageAction::setExplanation(const QString& explanation) {
    explanation_ = explanation;
    explain();
}

void PageAction::allow(bool allowed, const QString& reason) {
    setEnabled(allowed);
    reason_ = allowed ? QString() : reason;
    explain();
}

void PageAction::explain() {
    const QString& words = reason_.isEmpty() ? explanation_ : reason_;
    const QString tip =
        shortcut().isEmpty()
            ? words
            : tr("%1 (%2)").arg(words, shortcut().toString(QKeySequence::NativeText));
    // Told often; a changed action repaints its buttons.
    if (tip != toolTip()) {
        setToolTip(tip);
        setStatusTip(words);
    }
}

QToolBar* buttonBar(const QString& name, const QList<QAction*>& actions, QWidget* parent,
                    ButtonLook look) {
    auto* bar = new QToolBar(parent);
    bar->setAccessibleName(name);
    bar->setToolButtonStyle(look == ButtonLook::Icon ? Qt::ToolButtonIconOnly
                                                     : Qt::ToolButtonTextBesideIcon);
    bar->setIconSize({16, 16});
    for (QAction* action : actions) {
        if (action == nullptr) {
            bar->addSeparator();
            continue;
        }
        bar->addAction(action);
        auto* button = qobject_cast<QToolButton*>(bar->widgetForAction(action));
        button->setObjectName(QStringLiteral("button.") + action->objectName());
        button->setFocusPolicy(Qt::TabFocus);
        button->setAutoRaise(look == ButtonLook::Icon);
        const auto follow = [button, action] { button->setAccessibleName(action->iconText()); };
        QObject::connect(action, &QAction::changed, button, follow);
        follow();
    }
    bar->layout()->setContentsMargins(0, 0, 0, 0);
    bar->layout()->setSpacing(look == ButtonLook::Icon ? 0 : 4);
    return bar;
}

}  // namespace handscope::ui
