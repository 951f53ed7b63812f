// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/train/Program.h"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <exception>
#include <map>
#include <string>

#include "app/Version.h"
#include "app/cli/ErrorReport.h"
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

}  // namespace

int runProgram(int argc, char** argv) {
    CLI::App app{"Trains, distils and evaluates the networks of Handscope."};
    app.set_version_flag("--version", std::string("handscope-train ") + app::kVersion);
    app.set_help_all_flag("--help-all", "Print the help of all commands and exit");
    app.footer(kFooter);
    app.require_subcommand(1);
    std::string logLevel = "info";
    app.add_option("--log-level", logLevel, "trace, debug, info, warning, error or off")
        ->check(CLI::IsMember({"trace", "debug", "info", "warning", "error", "off"}))
        ->capture_default_str();
    const std::map<std::string, Command> commands{
        {"train", addTrainCommand(app)},     {"mine", addMineCommand(app)},
        {"distil", addDistilCommand(app)},   {"eval", addEvalCommand(app)},
        {"average", addAverageCommand(app)}, {"transfer", addTransferCommand(app)},
        {"deepen", addDeepenCommand(app)},   {"recalibrate", addRecalibrateCommand(app)}};
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const bool asked = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success);
        app.exit(error);
        return static_cast<int>(asked ? cli::ExitStatus::Success : cli::ExitStatus::Usage);
    }
    startLogging(logLevel);
    const std::string chosen = app.get_subcommands().front()->get_name();
    return static_cast<int>(cli::afterFlush(runGuarded(commands.at(chosen))));
}

}  // namespace handscope::train
