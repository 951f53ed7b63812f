// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/Orientation.h"

#include <algorithm>
#include <array>
#include <cmath>

extern "C" {
#include <libavutil/display.h>
}

namespace handscope::capture {

Orientation orientationOf(const std::int32_t* displayMatrix) {
    if (displayMatrix == nullptr) {
        return {};
    }
    std::array<std::int32_t, 9> matrix{};
    std::copy_n(displayMatrix, matrix.size(), matrix.begin());
    const double determinant =
        static_cast<double>(matrix[0]) * matrix[4] - static_cast<double>(matrix[1]) * matrix[3];
    Orientation result;
    result.mirrored = determinant < 0.0;
    if (result.mirrored) {
        av_display_matrix_flip(matrix.data(), 1, 0);
    }
    const double counterclockwise = av_display_rotation_get(matrix.data());
    if (!std::isfinite(counterclockwise)) {
        return {};
    }
    const int quarters = static_cast<int>(std::lround(-counterclockwise / 90.0));
    // What is left of the matrix turns before it mirrors; mirrored first, it turns the other way.
    const int turns = result.mirrored ? -quarters : quarters;
    result.clockwiseQuarterTurns = ((turns % 4) + 4) % 4;
    return result;
}

}  // namespace handscope::capture
