// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QDialog>
#include <QList>
#include <QString>

namespace handscope::ui {

/// A key of a widget that has the focus, which no action stands for.
struct WidgetKey {
    QString what;  ///< it does
    QString keys;
};

/// Actions and widgets whose keys act at the same place, with its name.
struct ShortcutGroup {
    QString title;
    QList<QAction*> actions;
    QList<WidgetKey> widgetKeys = {};
};

/// The keys, made from the actions themselves: every one of those given that has a shortcut, once,
/// beneath the title of its group, and what the widgets add. GUI thread.
class ShortcutDialog : public QDialog {
    Q_OBJECT

public:
    explicit ShortcutDialog(const QList<ShortcutGroup>& groups, QWidget* parent = nullptr);
};

}  // namespace handscope::ui
