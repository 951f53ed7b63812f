// SPDX-License-Identifier: GPL-3.0-or-later
#include <map>
#include <string>

#include "app/cli/BenchCommands.h"

namespace handscope::cli {

Command addBenchCommand(CLI::App& app) {
    CLI::App* const command =
        app.add_subcommand("bench", "Measures how fast this machine does it, as a table and JSON");
    command->require_subcommand(1);
    const std::map<std::string, Command> benches{
        {"model", addBenchModel(*command)},     {"stream", addBenchStream(*command)},
        {"maps", addBenchMaps(*command)},       {"paper", addBenchPaper(*command)},
        {"scaling", addBenchScaling(*command)}, {"decode", addBenchDecode(*command)},
        {"prepare", addBenchPrepare(*command)}, {"live", addBenchLive(*command)},
        {"label", addBenchLabel(*command)}};
    return
        [command, benches] { return benches.at(command->get_subcommands().front()->get_name())(); };
}

}  // namespace handscope::cli
