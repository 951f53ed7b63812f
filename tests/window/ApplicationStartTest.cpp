// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <initializer_list>
#include <utility>

#include "app/window/ApplicationStart.h"

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

}  // namespace
}  // namespace handscope::app
