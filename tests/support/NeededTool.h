// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <sstream>
#include <string>

namespace handscope::test {

/// Whether a tool that is missing fails the tests that need it: where $HANDSCOPE_TOOLS_REQUIRED is
/// set, as .ci/run does after it has installed them all. tests/support/needs-tools heeds it for
/// tests that are scripts.
inline bool toolsAreRequired() {
    const char* const required = std::getenv("HANDSCOPE_TOOLS_REQUIRED");
    return required != nullptr && *required != '\0';
}

/// Whether there is such a program in the search path.
inline bool isInstalled(const std::string& program) {
    const char* const path = std::getenv("PATH");
    std::istringstream folders(path != nullptr ? path : "");
    for (std::string folder; std::getline(folders, folder, ':');) {
        if (::access((folder + "/" + program).c_str(), X_OK) == 0) {
            return true;
        }
    }
    return false;
}

}  // namespace handscope::test

/// Ends the test where a tool is missing: skipped, or failed where tools are required. `packages`
/// are those of Debian that hold it. In functions that return nothing, as GTEST_SKIP().
#define HANDSCOPE_NEEDS_TOOL(isThere, packages)                             \
    if (!(isThere)) {                                                       \
        if (handscope::test::toolsAreRequired()) {                          \
            FAIL() << "needs " << (packages) << ", and tools are required"; \
        }                                                                   \
        GTEST_SKIP() << "needs " << (packages);                             \
    }                                                                       \
    static_assert(true)
