// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace handscope::capture {

/// How a coded picture is to be turned to stand upright.
struct Orientation {
    bool mirrored = false;          ///< left and right are swapped first …
    int clockwiseQuarterTurns = 0;  ///< … then it is turned by this many times 90°, 0 … 3

    bool swapsSides() const noexcept { return clockwiseQuarterTurns % 2 == 1; }
    bool operator==(const Orientation&) const = default;
};

/// Reads FFmpeg's display matrix (nine fixed-point numbers, row by row); other angles are rounded
/// to the nearest quarter turn. nullptr, or a matrix that flattens the picture, means upright.
Orientation orientationOf(const std::int32_t* displayMatrix);

}  // namespace handscope::capture
