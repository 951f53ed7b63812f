// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "tests/support/ProgramRun.h"

namespace handscope::test {

/// An error on standard error: what happened, what was expected, what to do.
inline void expectThreeParts(const ProgramRun& run, const std::string& what) {
    ASSERT_THAT(run.errors, ::testing::HasSubstr("error: "));
    std::istringstream stream(run.errors.substr(run.errors.find("error: ")));
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line) && lines.size() < 3;) {
        lines.push_back(line);
    }
    ASSERT_EQ(lines.size(), 3U) << run.errors;
    EXPECT_THAT(lines[0], ::testing::HasSubstr(what));
    EXPECT_THAT(lines[1], ::testing::StartsWith("       "));
    EXPECT_THAT(lines[2], ::testing::StartsWith("       "));
}

}  // namespace handscope::test
