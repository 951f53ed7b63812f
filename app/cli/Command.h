// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>
#include <functional>

#include "app/cli/ErrorReport.h"
#include "app/cli/ExitStatus.h"

namespace handscope::cli {

/// Runs a subcommand once its options have been parsed. May throw model::ModelError and
/// capture::CaptureError, which the program prints.
using Command = std::function<ExitStatus()>;

/// Each adds one subcommand with its options to `app`.
Command addClassifyCommand(CLI::App& app);
Command addWatchCommand(CLI::App& app);
Command addLabelCommand(CLI::App& app);
Command addInspectCommand(CLI::App& app);
Command addOverlayCommand(CLI::App& app);
Command addInfoCommand(CLI::App& app);
Command addDevicesCommand(CLI::App& app);
Command addPackCommand(CLI::App& app);
Command addConvertCommand(CLI::App& app);
Command addPlotCommand(CLI::App& app);
Command addBenchCommand(CLI::App& app);

}  // namespace handscope::cli
