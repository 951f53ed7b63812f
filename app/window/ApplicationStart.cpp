// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/ApplicationStart.h"

#include <QApplication>
#include <QFile>
#include <algorithm>
#include <clocale>
#include <cstdio>

namespace handscope::app {
namespace {

bool isWindowless(const QString& option) {
    const QStringList windowless{"-h", "-?", "--help", "--help-all", "-v", "--version"};
    return windowless.contains(option);
}

}  // namespace

bool namesDisplay(const QStringList& arguments, const QProcessEnvironment& environment) {
    // Which Qt takes with one dash or two.
    for (const char* const option : {"-platform", "--platform", "-display", "--display"}) {
        if (arguments.contains(QLatin1String(option))) {
            return true;
        }
    }
    const bool x11 = !environment.value("DISPLAY").isEmpty();
    const bool wayland = !environment.value("WAYLAND_DISPLAY").isEmpty();
    const QStringList platforms =
        environment.value("QT_QPA_PLATFORM").split(QLatin1Char(';'), Qt::SkipEmptyParts);
    if (platforms.isEmpty()) {
        return x11 || wayland;
    }
    const auto opens = [&](const QString& platform) {
        if (platform.startsWith(QLatin1String("wayland"))) {
            // Wayland has a default name.
            return wayland || QFile::exists(environment.value("XDG_RUNTIME_DIR") + "/wayland-0");
        }
        return x11 || !platform.startsWith(QLatin1String("xcb"));
    };
    return std::any_of(platforms.begin(), platforms.end(), opens);
}

StartedApplication makeApplication(int& argc, char** argv) {
    QStringList options;
    for (int i = 1; i < argc; ++i) {
        options.append(QString::fromLocal8Bit(argv[i]));
    }
    const bool hasDisplay = namesDisplay(options, QProcessEnvironment::systemEnvironment());
    if (std::any_of(options.begin(), options.end(), isWindowless)) {
        return {.application = std::make_unique<QCoreApplication>(argc, argv),
                .hasDisplay = hasDisplay};
    }
    if (!hasDisplay) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    StartedApplication started{.application = std::make_unique<QApplication>(argc, argv),
                               .hasDisplay = hasDisplay};
    writeNumbersWithAPoint();
    return started;
}

void writeNumbersWithAPoint() {
    std::setlocale(LC_NUMERIC, "C");
}

void tellNoDisplay() {
    std::fputs(
        "error: The window cannot be opened: there is no display.\n"
        "       Expected one that DISPLAY or WAYLAND_DISPLAY names.\n"
        "       Start it in a desktop session, or use `handscope-cli watch`, which needs none.\n",
        stderr);
}

}  // namespace handscope::app
