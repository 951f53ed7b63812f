// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/train/Program.h"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <exception>
#include <map>
#include <string>

#include "app/Version.h"
#include "app/cli/CommandProgram.h"
#include "app/train/Command.h"
#include "model/ModelError.h"
#include "model/Runtime.h"

namespace handscope::train {
namespace {

constexpr const char* kFooter =
    "Exit status: 0 done; 1 failed or interrupted; 64 the command line makes no sense.\n"
    "Results go to standard output, messages to standard error. Ctrl+C ends a run in order;\n"
    "train, mine and distil go on when the same command is run again.";

cli::ExitStatus runGuarded(const Command& command) {
    try {
        return command();
    } catch (const model::ModelError& error) {
        cli::printError(error);
    } catch (const std::exception& error) {
        cli::printUnexpected(error);
    }
    return cli::ExitStatus::Failure;
}

void startLogging(const std::string& level) {
    spdlog::set_default_logger(std::make_shared<spdlog::logger>(
        "handscope", std::make_shared<spdlog::sinks::stderr_color_sink_mt>()));
    spdlog::set_level(spdlog::level::from_str(level));
    spdlog::set_pattern("%H:%M:%S.%e %^%l%$ %v");
    if (const auto warning = model::slowBlasWarning()) {
        spdlog::warn("{}", warning->what());
    }
}

std::map<std::string, Command> addCommands(CLI::App& app) {
    return {{"train", addTrainCommand(app)},     {"mine", addMineCommand(app)},
            {"distil", addDistilCommand(app)},   {"eval", addEvalCommand(app)},
            {"average", addAverageCommand(app)}, {"transfer", addTransferCommand(app)},
            {"deepen", addDeepenCommand(app)},   {"recalibrate", addRecalibrateCommand(app)}};
}

}  // namespace

int runProgram(int argc, char** argv) {
    return cli::runChosenCommand(
        {.name = "handscope-train",
         .version = app::kVersion,
         .description = "Trains, distils and evaluates the networks of Handscope.",
         .footer = kFooter,
         .addCommands = addCommands,
         .startLogging = startLogging,
         .runGuarded = runGuarded},
        argc, argv);
}

}  // namespace handscope::train
