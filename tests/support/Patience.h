// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace handscope::test {

/// Milliseconds; far more than what a test waits for takes.
inline constexpr int kPatience = 30'000;

}  // namespace handscope::test
