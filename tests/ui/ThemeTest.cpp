// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/Theme.h"

#include <gtest/gtest.h>

#include <QApplication>

#include "WindowFixture.h"

namespace handscope::ui {
namespace {

class ThemeTest : public WindowFixture {
protected:
    void choose(const QString& name) {
        action(name)->trigger();
        QCoreApplication::processEvents();
    }
};

TEST_F(ThemeTest, SwitchesTheWholeApplication) {
    choose("themeDark");
    EXPECT_TRUE(isDark(QApplication::palette()));
    EXPECT_TRUE(isDark(window_->palette()));
    choose("themeLight");
    EXPECT_FALSE(isDark(window_->palette()));
}

TEST_F(ThemeTest, SystemBringsTheDesktopsLookBack) {
    const QColor before = QApplication::palette().color(QPalette::Window);
    choose("themeDark");
    choose("themeSystem");
    EXPECT_EQ(QApplication::palette().color(QPalette::Window), before);
}

TEST_F(ThemeTest, TheProblemBannerFollows) {
    window_->showProblem({"It broke.", "It should work.", "Mend it."});
    auto* banner = find<QWidget>("problem");
    choose("themeDark");
    EXPECT_LT(banner->palette().color(QPalette::Window).lightness(), 100);
    EXPECT_TRUE(isDark(banner->palette()));
    choose("themeLight");
    EXPECT_GT(banner->palette().color(QPalette::Window).lightness(), 150);
    EXPECT_FALSE(isDark(banner->palette()));
}

TEST(ThemeNames, GoBothWaysAndDefaultToSystem) {
    for (const auto choice : {ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark}) {
        EXPECT_EQ(themeFromName(themeName(choice)), choice);
    }
    EXPECT_EQ(themeFromName("chartreuse"), ThemeChoice::System);
}

}  // namespace
}  // namespace handscope::ui
