// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QRegularExpression>
#include <QString>

namespace handscope::ui {

/// A menu's text without the key that picks it: "View" of "&View", and "보기" of "보기(&V)", since
/// languages without Latin letters put the key in brackets, which only a menu should show.
inline QString wordsOf(QString text) {
    static const QRegularExpression key(QStringLiteral("\\(&\\w\\)|&(?=\\w)"));
    return text.remove(key);
}

/// Sets the text of an action, and what its buttons show of it.
inline void setWords(QAction* action, const QString& text) {
    action->setText(text);
    action->setIconText(wordsOf(text));
}

}  // namespace handscope::ui
