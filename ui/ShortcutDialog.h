// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QDialog>
#include <QList>
#include <QString>

namespace handscope::ui {

/// Actions whose keys act at the same place, with its name.
struct ShortcutGroup {
    QString title;
    QList<QAction*> actions;
};

/// The keys, made from the actions themselves: every one of those given that has a shortcut, once,
/// beneath the title of its group. GUI thread.
class ShortcutDialog : public QDialog {
    Q_OBJECT

public:
    explicit ShortcutDialog(const QList<ShortcutGroup>& groups, QWidget* parent = nullptr);
};

}  // namespace handscope::ui
