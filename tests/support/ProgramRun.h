// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/wait.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/LoadedProgram.h"
#include "tests/support/TestFolder.h"

namespace handscope::test {

/// What a program did.
struct ProgramRun {
    int status = -1;  ///< as a shell says it: 128 and its number where a signal ended the program
    std::string output;
    std::string errors;
    bool loadedBefore = false;  ///< forked from what was loaded, and not started

    std::vector<std::string> lines() const {
        std::vector<std::string> result;
        std::istringstream stream(output);
        for (std::string line; std::getline(stream, line);) {
            result.push_back(line);
        }
        return result;
    }
};

enum class Start {
    Always,           ///< through a shell
    UnlessItIsLoaded  ///< what LoadedProgram forks need not be started
};

/// Runs a shell command and keeps what it prints.
inline ProgramRun runProgram(const std::string& command, Start start = Start::UnlessItIsLoaded) {
    const TestFolder folder;
    const std::string output = folder.file("out");
    const std::string errors = folder.file("err");
    const auto loaded = start == Start::Always ? std::nullopt : runLoaded(command, output, errors);
    const int result =
        loaded
            ? *loaded
            : std::system(("{ " + command + " ; } >'" + output + "' 2>'" + errors + "' </dev/null")
                              .c_str());
    const auto read = [](const std::string& file) {
        std::ifstream stream(file, std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(stream), {});
    };
    return {.status = WIFEXITED(result) ? WEXITSTATUS(result) : 128 + WTERMSIG(result),
            .output = read(output),
            .errors = read(errors),
            .loadedBefore = loaded.has_value()};
}

}  // namespace handscope::test
