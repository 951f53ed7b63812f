// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace handscope::pipeline {

/// Seconds. Times of a video that mean the same instant differ by the rounding of their time bases
/// only, which is less than this.
inline constexpr double kSameInstant = 1e-6;

}  // namespace handscope::pipeline
