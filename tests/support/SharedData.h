// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdlib>
#include <filesystem>

namespace handscope::test {

/// Data that is not part of the project: $HANDSCOPE_SHARED, or `shared` beside the source tree.
inline std::filesystem::path sharedData() {
    const char* const chosen = std::getenv("HANDSCOPE_SHARED");
    return chosen != nullptr ? std::filesystem::path(chosen)
                             : std::filesystem::path(HANDSCOPE_SOURCE_DIR) / ".." / "shared";
}

}  // namespace handscope::test

/// Skips the test, with the reason printed, where `relative` is not there.
#define HANDSCOPE_NEEDS_SHARED(relative)                                                          \
    if (!std::filesystem::exists(handscope::test::sharedData() / (relative))) {                   \
        GTEST_SKIP() << "needs " << (handscope::test::sharedData() / (relative)).string()         \
                     << ", which is not part of the project; set HANDSCOPE_SHARED to its folder"; \
    }                                                                                             \
    static_assert(true)
