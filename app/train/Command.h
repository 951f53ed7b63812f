// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>
#include <functional>

#include "app/cli/ExitStatus.h"

namespace handscope::train {

/// Runs a subcommand once its options have been parsed. May throw model::ModelError, which the
/// program prints.
using Command = std::function<cli::ExitStatus()>;

/// Each adds one subcommand with its options to `app`.
Command addTrainCommand(CLI::App& app);
Command addMineCommand(CLI::App& app);
Command addDistilCommand(CLI::App& app);
Command addEvalCommand(CLI::App& app);
Command addAverageCommand(CLI::App& app);
Command addTransferCommand(CLI::App& app);
Command addDeepenCommand(CLI::App& app);
Command addRecalibrateCommand(CLI::App& app);

}  // namespace handscope::train
