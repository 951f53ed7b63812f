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

/// Says on standard error that there is no display, and what to do.
void tellNoDisplay();

}  // namespace handscope::app
