// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPalette>
#include <QString>

namespace handscope::ui {

enum class ThemeChoice { System, Light, Dark };

/// "system", "light" or "dark", for settings.
QString themeName(ThemeChoice choice);
/// The other way; anything unknown is System.
ThemeChoice themeFromName(const QString& name);

/// Switches the whole application between the desktop's look and our light and dark ones (Qt's
/// Fusion style). Remembers the style that the application started with. GUI thread.
class Theme {
public:
    /// Changes nothing yet. Needs a QApplication.
    Theme();

    void apply(ThemeChoice choice);
    ThemeChoice choice() const noexcept { return choice_; }

private:
    QString systemStyle_;
    ThemeChoice choice_ = ThemeChoice::System;
};

/// Whether text is lighter than what it stands on.
bool isDark(const QPalette& palette);

/// For small secondary text: between the text's colour and the background's.
QColor quietText(const QPalette& palette);

}  // namespace handscope::ui
