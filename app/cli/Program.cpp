// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Program.h"

#include <exception>
#include <map>
#include <string>

#include "app/Version.h"
#include "app/cli/Command.h"
#include "app/platform/Logging.h"
#include "capture/CaptureError.h"
#include "model/ModelError.h"

namespace handscope::cli {

namespace {

constexpr const char* kFooter =
    "Exit status: 0 done; 1 failed; 2 some inputs failed and the rest was done; 64 the command "
    "line "
    "makes no sense.\nResults go to standard output, messages to standard error.";

ExitStatus runGuarded(const Command& command) {
    try {
        return command();
    } catch (const model::ModelError& error) {
        printError(error);
    } catch (const capture::CaptureError& error) {
        printError(error);
    } catch (const std::exception& error) {
        printUnexpected(error);
    }
    return ExitStatus::Failure;
}

}  // namespace

int runProgram(int argc, char** argv) {
    CLI::App app{"Handscope recognises hand gestures in video and shows what the network sees."};
    app.set_version_flag("--version", std::string("handscope ") + app::kVersion);
    app.set_help_all_flag("--help-all", "Print the help of all commands and exit");
    app.footer(kFooter);
    app.require_subcommand(1);
    std::string logLevel = "info";
    app.add_option("--log-level", logLevel, "trace, debug, info, warning, error or off")
        ->check(CLI::IsMember({"trace", "debug", "info", "warning", "error", "off"}))
        ->capture_default_str();
    const std::map<std::string, Command> commands{
        {"classify", addClassifyCommand(app)}, {"watch", addWatchCommand(app)},
        {"label", addLabelCommand(app)},       {"inspect", addInspectCommand(app)},
        {"overlay", addOverlayCommand(app)},   {"info", addInfoCommand(app)},
        {"devices", addDevicesCommand(app)},   {"pack", addPackCommand(app)},
        {"convert", addConvertCommand(app)},   {"plot", addPlotCommand(app)},
        {"bench", addBenchCommand(app)}};
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const bool asked = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success);
        app.exit(error);
        return static_cast<int>(asked ? ExitStatus::Success : ExitStatus::Usage);
    }
    app::startLogging(logLevel, /*alsoToFile=*/false);
    const std::string chosen = app.get_subcommands().front()->get_name();
    return static_cast<int>(afterFlush(runGuarded(commands.at(chosen))));
}

}  // namespace handscope::cli
