// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <QFile>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <initializer_list>
#include <utility>

#include "app/window/ApplicationStart.h"
#include "tests/support/NeededTool.h"
#include "tests/support/TestFolder.h"

namespace handscope::app {
namespace {

using Variables = std::initializer_list<std::pair<QString, QString>>;

bool named(Variables variables, const QStringList& arguments = {"clip.mp4"}) {
    QProcessEnvironment environment;
    for (const auto& [name, value] : variables) {
        environment.insert(name, value);
    }
    return namesDisplay(arguments, environment);
}

TEST(ApplicationStartTest, TheEnvironmentNamesADisplay) {
    EXPECT_TRUE(named({{"DISPLAY", ":0"}}));
    EXPECT_TRUE(named({{"WAYLAND_DISPLAY", "wayland-0"}}));
    EXPECT_TRUE(named({{"QT_QPA_PLATFORM", "xcb"}, {"DISPLAY", ":0"}}));
}

TEST(ApplicationStartTest, NothingNamesOne) {
    EXPECT_FALSE(named({}));
    EXPECT_FALSE(named({{"DISPLAY", ""}, {"WAYLAND_DISPLAY", ""}, {"QT_QPA_PLATFORM", ""}}));
    EXPECT_FALSE(named({{"QT_QPA_PLATFORM", "xcb"}}));
    EXPECT_FALSE(named({{"QT_QPA_PLATFORM", "xcb"}, {"WAYLAND_DISPLAY", "wayland-0"}}));
    EXPECT_FALSE(
        named({{"QT_QPA_PLATFORM", "wayland;xcb"}, {"XDG_RUNTIME_DIR", "/no/such/folder"}}));
    EXPECT_FALSE(named({}, {"-style", "fusion", "--juggle", "display"}));
}

TEST(ApplicationStartTest, OtherPlatformsAreQtsToTry) {
    EXPECT_TRUE(named({{"QT_QPA_PLATFORM", "offscreen"}}));
    EXPECT_TRUE(named({{"QT_QPA_PLATFORM", "vnc:size=800x600"}}));
    EXPECT_TRUE(named({{"QT_QPA_PLATFORM", "xcb;offscreen"}}));
    EXPECT_TRUE(named({{"QT_QPA_PLATFORM", "wayland"}, {"WAYLAND_DISPLAY", "wayland-1"}}));
}

TEST(ApplicationStartTest, QtsOwnOptionsNameOne) {
    EXPECT_TRUE(named({}, {"-platform", "offscreen"}));
    EXPECT_TRUE(named({}, {"--platform", "offscreen"}));
    EXPECT_TRUE(named({}, {"clip.mp4", "-display", ":1"}));
}

// Where a number of two decimals would be two fields of a table.
TEST(ApplicationStartTest, NumbersHaveAPointWhereTheLanguageHasAComma) {
    HANDSCOPE_NEEDS_TOOL(
        test::isInstalled("localedef") && QFile::exists("/usr/share/i18n/locales/de_DE"),
        "locales");
    const test::TestFolder locales;
    ASSERT_EQ(
        std::system(("localedef -i de_DE -f ISO-8859-1 '" + locales.file("de_DE.ISO-8859-1") + "'")
                        .c_str()),
        0);
    qputenv("LOCPATH", QByteArray::fromStdString(locales.path().string()));
    ASSERT_NE(std::setlocale(LC_ALL, "de_DE.ISO-8859-1"), nullptr);
    char text[8];
    std::snprintf(text, sizeof text, "%.1f", 1.5);
    EXPECT_STREQ(text, "1,5") << "or this shows nothing";
    writeNumbersWithAPoint();
    std::snprintf(text, sizeof text, "%.1f", 1.5);
    EXPECT_STREQ(text, "1.5");
    std::setlocale(LC_ALL, "C.UTF-8");
    writeNumbersWithAPoint();
    qunsetenv("LOCPATH");
}

}  // namespace
}  // namespace handscope::app
