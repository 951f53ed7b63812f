// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>
#include <exception>
#include <string>

#include "app/cli/ExitStatus.h"

namespace handscope::cli {

/// An error on standard error, in its three parts, a line each.
inline void printError(const std::string& whatHappened, const std::string& whatWasExpected,
                       const std::string& whatToDo) {
    std::fprintf(stderr, "error: %s\n       %s\n       %s\n", whatHappened.c_str(),
                 whatWasExpected.c_str(), whatToDo.c_str());
}

/// For exceptions of ours, which know their parts.
template <typename Error>
void printError(const Error& error) {
    printError(error.whatHappened(), error.whatWasExpected(), error.whatToDo());
}

/// For exceptions that nobody expects.
inline void printUnexpected(const std::exception& error) {
    printError(std::string("Something failed that should not: ") + error.what() + ".",
               "Expected no such error.", "Please report it with the command that you ran.");
}

/// The end of a program: `status`, or a failure where the results could not be written.
inline ExitStatus afterFlush(ExitStatus status) {
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) {
        return status;
    }
    printError("The results could not be written to standard output.",
               "Expected a reader, or a disk with room.", "Send them elsewhere.");
    return ExitStatus::Failure;
}

}  // namespace handscope::cli
