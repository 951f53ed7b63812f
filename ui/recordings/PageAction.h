// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QKeySequence>
#include <QList>

class QToolBar;

namespace handscope::ui {

/// Something that can be done on one page of the window. Its keys act while the focus is on that
/// page, and its tool tip names the first of them; while it is disabled the tool tip says why.
/// GUI thread.
class PageAction : public QAction {
    Q_OBJECT

public:
    /// Adds itself to the page, which owns it. `button`: what a button says; empty: the text.
    PageAction(const char* name, const QString& text, const QString& button,
               const QString& explanation, const QList<QKeySequence>& keys, QWidget* page);

    /// What it and its buttons say, where that changes.
    void setWords(const QString& text);
    /// What it does, where that changes.
    void setExplanation(const QString& explanation);
    /// Whether it can be done now; where it cannot, `reason` tells why.
    void allow(bool allowed, const QString& reason);

private:
    QString explanation_;
    QString reason_;

    void explain();
};

/// What stands on a button; one without an icon has words in any case.
enum class ButtonLook { IconAndWords, Icon };

/// A line of buttons for these actions; a null one is a separator. What does not fit is found
/// behind its last button. Its buttons are named for screen readers, and after their actions.
QToolBar* buttonBar(const QString& name, const QList<QAction*>& actions, QWidget* parent,
                    ButtonLook look = ButtonLook::IconAndWords);

}  // namespace handscope::ui
