// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/Theme.h"

#include <algorithm>
#include <cmath>
#include <utility>

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

/// As WCAG 2 has it: 1 for equal colours, 21 for black on white.
double contrast(const QColor& a, const QColor& b) {
    const auto luminance = [](const QColor& colour) {
        const auto linear = [](double value) {
            return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
               0.0722 * linear(colour.blueF());
    };
    const double light = std::max(luminance(a), luminance(b));
    const double dark = std::min(luminance(a), luminance(b));
    return (light + 0.05) / (dark + 0.05);
}

TEST_F(ThemeTest, TextStandsOutFromItsGround) {
    Theme theme;
    for (const auto choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
        theme.apply(choice);
        const QPalette palette = QApplication::palette();
        const std::pair<QPalette::ColorRole, QPalette::ColorRole> pairs[] = {
            {QPalette::WindowText, QPalette::Window},
            {QPalette::Text, QPalette::Base},
            {QPalette::Text, QPalette::AlternateBase},
            {QPalette::ButtonText, QPalette::Button},
            {QPalette::PlaceholderText, QPalette::Window},
            {QPalette::PlaceholderText, QPalette::Base},
            {QPalette::HighlightedText, QPalette::Highlight},
            {QPalette::Link, QPalette::Base},
            {QPalette::ToolTipText, QPalette::ToolTipBase}};
        for (const auto& [text, ground] : pairs) {
            EXPECT_GE(contrast(palette.color(text), palette.color(ground)), 4.5)
                << themeName(choice).toStdString() << ": " << text << " on " << ground;
        }
    }
}

TEST(ThemeNames, GoBothWaysAndDefaultToSystem) {
    for (const auto choice : {ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark}) {
        EXPECT_EQ(themeFromName(themeName(choice)), choice);
    }
    EXPECT_EQ(themeFromName("chartreuse"), ThemeChoice::System);
}

}  // namespace
}  // namespace handscope::ui
