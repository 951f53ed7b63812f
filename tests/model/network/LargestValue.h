// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>
#include <span>

namespace handscope::test {

/// The largest absolute value; 0 of none.
inline double largestValue(std::span<const float> values) {
    double largest = 0.0;
    for (const float value : values) {
        largest = std::max(largest, std::abs(double{value}));
    }
    return largest;
}

}  // namespace handscope::test
