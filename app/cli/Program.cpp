// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Program.h"

#include <exception>
#include <map>
#include <string>

#include "app/Version.h"
#include "app/cli/Command.h"
#include "app/cli/CommandProgram.h"
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

std::map<std::string, Command> addCommands(CLI::App& app) {
    return {{"classify", addClassifyCommand(app)}, {"watch", addWatchCommand(app)},
            {"label", addLabelCommand(app)},       {"inspect", addInspectCommand(app)},
            {"overlay", addOverlayCommand(app)},   {"info", addInfoCommand(app)},
            {"devices", addDevicesCommand(app)},   {"pack", addPackCommand(app)},
            {"convert", addConvertCommand(app)},   {"plot", addPlotCommand(app)},
            {"bench", addBenchCommand(app)}};
}

}  // namespace

int runProgram(int argc, char** argv) {
    return runChosenCommand(
        {.name = "handscope",
         .version = app::kVersion,
         .description =
             "Handscope recognises hand gestures in video and shows what the network sees.",
         .footer = kFooter,
         .addCommands = addCommands,
         .startLogging =
             [](const std::string& level) { app::startLogging(level, /*alsoToFile=*/false); },
         .runGuarded = runGuarded},
        argc, argv);
}

}  // namespace handscope::cli
