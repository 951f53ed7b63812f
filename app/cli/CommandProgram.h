// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>
#include <cmath>
#include <csignal>
#include <filesystem>
#include <functional>
#include <map>
#include <string>

#include "app/cli/ErrorReport.h"

namespace handscope::cli {

/// A program of which each run is one of its subcommands: what differs from one such program to
/// another.
struct CommandProgram {
    using Command = std::function<ExitStatus()>;

    std::string name;  ///< before the number that --version prints
    std::string version;
    std::string description;
    std::string footer;
    /// By the names that they have in `app`.
    std::function<std::map<std::string, Command>(CLI::App& app)> addCommands;
    std::function<void(const std::string& level)> startLogging;
    /// Prints what the command throws.
    std::function<ExitStatus(const Command& command)> runGuarded;
};

/// Refuses nan and inf, which ranges let pass, in all options that take a number with a point.
inline void requireFiniteNumbers(const CLI::App& app) {
    for (const CLI::Option* const option : app.get_options()) {
        const bool takesNumbers = option->get_type_name().find("FLOAT") != std::string::npos;
        for (const std::string& text : option->results()) {
            double value = 0.0;
            if (takesNumbers && CLI::detail::lexical_cast(text, value) && !std::isfinite(value)) {
                throw CLI::ValidationError(option->get_name(), text + " is no finite number");
            }
        }
    }
    for (const CLI::App* const chosen : app.get_subcommands()) {
        requireFiniteNumbers(*chosen);
    }
}

/// Commands that follow one another on the command line, such as "handscope-cli label verify".
inline std::string chosenCommands(const CLI::App& app, const std::string& program) {
    std::string names = program;
    for (const CLI::App* at = &app; !at->get_subcommands().empty();) {
        at = at->get_subcommands().front();
        names += " " + at->get_name();
    }
    return names;
}

/// Also behind a command: whoever repeats one adds it there.
inline void addLogLevel(CLI::App& app, std::string& level) {
    CLI::Option* const option =
        app.add_option("--log-level", level, "trace, debug, info, warning, error or off")
            ->check(CLI::IsMember({"trace", "debug", "info", "warning", "error", "off"}))
            ->capture_default_str();
    if (app.get_parent() != nullptr) {
        option->group("");  // the program's own help tells of it
    }
    for (CLI::App* const command : app.get_subcommands({})) {
        addLogLevel(*command, level);
    }
}

/// From the command line to the exit status.
inline int runChosenCommand(const CommandProgram& program, int argc, char** argv) {
    CLI::App app{program.description};
    app.set_version_flag("--version", program.name + " " + program.version);
    app.set_help_all_flag("--help-all", "Print the help of all commands and exit");
    app.footer(program.footer);
    app.require_subcommand(1);
    std::string logLevel = "info";
    const auto commands = program.addCommands(app);
    addLogLevel(app, logLevel);
    app.failure_message([argv](const CLI::App* failed, const CLI::Error& error) {
        const std::string asked =
            chosenCommands(*failed, std::filesystem::path(argv[0]).filename().string());
        return "error: The command line makes no sense: " + std::string(error.what()) +
               ".\n       Expected what '" + asked +
               " --help' describes.\n       Run it with other "
               "arguments; --help-all describes every command.\n";
    });
    std::signal(SIGXFSZ, SIG_IGN);  // a limit on files' sizes is an error as a full disk is
    try {
        app.parse(argc, argv);
        requireFiniteNumbers(app);
    } catch (const CLI::ParseError& error) {
        const bool asked = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success);
        app.exit(error);
        return static_cast<int>(asked ? ExitStatus::Success : ExitStatus::Usage);
    }
    program.startLogging(logLevel);
    const std::string chosen = app.get_subcommands().front()->get_name();
    return static_cast<int>(afterFlush(program.runGuarded(commands.at(chosen))));
}

}  // namespace handscope::cli
