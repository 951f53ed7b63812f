// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace handscope::test {

/// Milliseconds; far more than what a test waits for takes.
#ifdef __SANITIZE_ADDRESS__
inline constexpr int kPatience = 120'000;  // with which the network takes ten times as long
#else
inline constexpr int kPatience = 30'000;
#endif

}  // namespace handscope::test
