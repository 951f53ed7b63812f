// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Command.h"

namespace handscope::cli {

/// Each adds one subcommand of `bench`.
Command addBenchModel(CLI::App& bench);
Command addBenchStream(CLI::App& bench);
Command addBenchMaps(CLI::App& bench);
Command addBenchPaper(CLI::App& bench);
Command addBenchScaling(CLI::App& bench);
Command addBenchDecode(CLI::App& bench);
Command addBenchPrepare(CLI::App& bench);
Command addBenchLive(CLI::App& bench);
Command addBenchLabel(CLI::App& bench);

}  // namespace handscope::cli
