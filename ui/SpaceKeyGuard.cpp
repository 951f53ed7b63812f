// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/SpaceKeyGuard.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>

namespace handscope::ui {

SpaceKeyGuard::SpaceKeyGuard() {
    qApp->installEventFilter(this);
}

bool SpaceKeyGuard::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::ShortcutOverride) {
        return false;
    }
    auto* key = static_cast<QKeyEvent*>(event);
    const bool usesSpace = qobject_cast<QAbstractButton*>(watched) != nullptr ||
                           qobject_cast<QAbstractItemView*>(watched) != nullptr ||
                           qobject_cast<QComboBox*>(watched) != nullptr;
    if (key->key() != Qt::Key_Space || key->modifiers() != Qt::NoModifier || !usesSpace) {
        return false;
    }
    // Accepted means: not a shortcut here, deliver it as an ordinary key.
    key->accept();
    return true;
}

}  // namespace handscope::ui
