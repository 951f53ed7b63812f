// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSettings>
#include <QString>

namespace handscope::ui {

/// What holds from one start of the program to its end, under the names that its options have on
/// the command line; each option goes before it.
struct Preferences {
    QString language = QStringLiteral("system");  ///< "system", "en" or "ko"
    QString device = QStringLiteral("auto");      ///< "auto", "cpu" or "cuda"
    QString precision = QStringLiteral("auto");   ///< "auto", "fp32", "bf16" or "fp16"
    int threads = 0;                              ///< of the network; 0: one a processor
    bool flipTest = true;                         ///< of models whose files say so

    static constexpr int kMostThreads = 1024;

    bool operator==(const Preferences&) const = default;
};

/// Those that were chosen last; what is missing, or is none of these values, is its default.
Preferences readPreferences(const QSettings& settings);
void writePreferences(QSettings& settings, const Preferences& preferences);

}  // namespace handscope::ui
