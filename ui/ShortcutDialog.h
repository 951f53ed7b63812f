// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QDialog>
#include <QList>

namespace handscope::ui {

/// The keys, made from the actions themselves: every one of those given that has a shortcut, once.
/// GUI thread.
class ShortcutDialog : public QDialog {
    Q_OBJECT

public:
    explicit ShortcutDialog(const QList<QAction*>& actions, QWidget* parent = nullptr);
};

}  // namespace handscope::ui
