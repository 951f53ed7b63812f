// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/Translation.h"

#include <QCoreApplication>
#include <QLibraryInfo>

namespace handscope::app {
namespace {

const QString kSystem = QStringLiteral("system");
const QString kEnglish = QStringLiteral("en");
const QString kFolder = QStringLiteral(":/i18n");
const QString kName = QStringLiteral("handscope");
const QString kBeforeCode = QStringLiteral("_");

}  // namespace

Translation::Translation(const QLocale& wanted) {
    if (ours_.load(wanted, kName, kBeforeCode, kFolder) ||
        ours_.load(kName + kBeforeCode + kEnglish, kFolder)) {
        QCoreApplication::installTranslator(&ours_);
    }
    // Not of `wanted`: Qt has languages that we lack, and one window speaks one language.
    if (qts_.load(QLocale(language()), QStringLiteral("qtbase"), kBeforeCode,
                  QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
        QCoreApplication::installTranslator(&qts_);
    }
}

QStringList Translation::choices() {
    return {kSystem, kEnglish, QStringLiteral("ko")};
}

QLocale Translation::localeOf(const QString& choice) {
    return choice == kSystem ? QLocale::system() : QLocale(choice);
}

QString Translation::language() const {
    return ours_.isEmpty() ? kEnglish : ours_.language();
}

}  // namespace handscope::app
