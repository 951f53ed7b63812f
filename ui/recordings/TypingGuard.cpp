// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recordings/TypingGuard.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>

namespace handscope::ui {

TypingGuard::TypingGuard(QWidget* page) : page_(page) {
    qApp->installEventFilter(this);
}

bool TypingGuard::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::ShortcutOverride || !watched->isWidgetType()) {
        return false;
    }
    auto* key = static_cast<QKeyEvent*>(event);
    const Qt::KeyboardModifiers commands = Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier;
    if ((key->modifiers() & commands) != Qt::NoModifier ||
        !needsKey(static_cast<QWidget*>(watched), key->key())) {
        return false;
    }
    // Accepted means: not a shortcut here, deliver it as an ordinary key.
    key->accept();
    return true;
}

bool TypingGuard::needsKey(const QWidget* widget, int key) const {
    bool typing = false;
    for (; widget != nullptr && widget != page_; widget = widget->parentWidget()) {
        typing = typing || qobject_cast<const QLineEdit*>(widget) != nullptr ||
                 qobject_cast<const QAbstractSpinBox*>(widget) != nullptr ||
                 qobject_cast<const QComboBox*>(widget) != nullptr ||
                 (key == Qt::Key_Space && qobject_cast<const QAbstractButton*>(widget) != nullptr);
        if (widget->isWindow() && widget->windowType() != Qt::Popup) {
            return false;
        }
    }
    // The loop ended at the page, or the widget stands elsewhere.
    return typing && widget == page_;
}

}  // namespace handscope::ui
