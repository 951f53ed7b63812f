// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QProcessEnvironment>
#include <QStringList>
#include <memory>

namespace handscope::app {

/// Whether a window has somewhere to open: a display that the environment or Qt's own options name,
/// or a platform of Qt's that needs none. Without one Qt would end the program with an abort. Does
/// not ask whether the display answers. `arguments` still have Qt's own options.
bool namesDisplay(const QStringList& arguments, const QProcessEnvironment& environment);

/// What main() starts with.
struct StartedApplication {
    std::unique_ptr<QCoreApplication> application;
    bool hasDisplay = true;  ///< false: no window can be shown in it
};

/// The Qt application, on the main thread. Help and version need no window, and so no display.
/// Without one, the other options can still be looked at, in an application that shows nothing and
/// takes Qt's own options off the line. `argc` and `argv` must outlive it.
StartedApplication makeApplication(int& argc, char** argv);

/// Files and FFmpeg's options have a decimal point, whatever the language: a QApplication takes the
/// user's locale for C's functions, too, where it may be a comma. To be called after each is made.
/// Qt's own QLocale, by which the window writes numbers, is not changed.
void writeNumbersWithAPoint();

/// Says on standard error that there is no display, and what to do.
void tellNoDisplay();

}  // namespace handscope::app
