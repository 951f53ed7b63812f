// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocale>
#include <QString>
#include <QStringList>
#include <QTranslator>

namespace handscope::app {

/// The language of the window: of our texts and, where Qt's translations are installed, of Qt's own
/// (its file dialogs and standard buttons).
///
/// Owns the translators, which work while it lives. It does not change the texts of widgets that
/// exist already, so it is made before the first of them, and it leaves the names of gestures as
/// the model has them. GUI thread only.
class Translation {
public:
    /// Takes the first language that `wanted` accepts and we have, else English. English is
    /// translated, too: into its plural forms.
    explicit Translation(const QLocale& wanted);

    /// What `--language` may name: "system", and the code of each language that we have.
    static QStringList choices();
    /// The locale of one of them.
    static QLocale localeOf(const QString& choice);

    /// The code of the language in use, such as "ko".
    QString language() const;

private:
    QTranslator ours_;
    QTranslator qts_;
};

}  // namespace handscope::app
