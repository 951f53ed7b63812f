// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <optional>
#include <string>

#include "model/LoadClassifier.h"
#include "ui/Preferences.h"

namespace handscope::app {

/// What the command line asks for.
struct CommandLine {
    QString source;             ///< or a saved moment; empty: what was seen last
    bool opensFurther = false;  ///< the source, files and addresses beside its own
    QString model;              ///< empty: the one used last
    std::string logLevel;
    int threads = 0;
    model::LoadOptions network;
    QString language;
    bool printsEvents = false;
};

/// `arguments`: the program's name first, as QCoreApplication::arguments() has them.
/// Ends the program where help or the version is asked for. nullopt for options that are not known
/// and for values without sense, which it has told on standard error then. What no option says is
/// taken from `preferences`.
std::optional<CommandLine> parseCommandLine(const QStringList& arguments,
                                            const ui::Preferences& preferences);

}  // namespace handscope::app
