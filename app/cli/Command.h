// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "app/cli/ExitStatus.h"

namespace handscope::cli {

/// Runs a subcommand once its options have been parsed. May throw model::ModelError and
/// capture::CaptureError, which main() prints.
using Command = std::function<ExitStatus()>;

/// Each adds one subcommand with its options to `app`.
Command addClassifyCommand(CLI::App& app);
Command addWatchCommand(CLI::App& app);
Command addLabelCommand(CLI::App& app);
Command addInspectCommand(CLI::App& app);
Command addInfoCommand(CLI::App& app);
Command addDevicesCommand(CLI::App& app);

/// An error on standard error, in its three parts, a line each.
void printError(const std::string& whatHappened, const std::string& whatWasExpected,
                const std::string& whatToDo);

/// For exceptions of ours, which know their parts.
template <typename Error>
void printError(const Error& error) {
    printError(error.whatHappened(), error.whatWasExpected(), error.whatToDo());
}

}  // namespace handscope::cli
