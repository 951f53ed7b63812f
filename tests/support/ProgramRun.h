// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/wait.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/TestFolder.h"

namespace handscope::test {

/// What a program did.
struct ProgramRun {
    int status = -1;  ///< as it exited; −1 when a signal ended it
    std::string output;
    std::string errors;

    std::vector<std::string> lines() const {
        std::vector<std::string> result;
        std::istringstream stream(output);
        for (std::string line; std::getline(stream, line);) {
            result.push_back(line);
        }
        return result;
    }
};

/// Runs a shell command and keeps what it prints.
inline ProgramRun runProgram(const std::string& command) {
    const TestFolder folder;
    const auto read = [&](const char* name) {
        std::ifstream stream(folder.file(name), std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(stream), {});
    };
    const int result = std::system(("{ " + command + " ; } >'" + folder.file("out") + "' 2>'" +
                                    folder.file("err") + "' </dev/null")
                                       .c_str());
    return {.status = WIFEXITED(result) ? WEXITSTATUS(result) : -1,
            .output = read("out"),
            .errors = read("err")};
}

}  // namespace handscope::test
