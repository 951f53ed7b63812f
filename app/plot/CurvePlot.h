// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "app/MapImage.h"
#include "app/plot/CurveFiles.h"

namespace handscope::app {

/// Marks on an axis at multiples of 1, 2 or 5 times a power of ten, about `count` of them, that lie
/// within [low, high]. `low` < `high`.
std::vector<double> niceTicks(double low, double high, int count);

/// Draws on a light background; `width` and `height` in pixels, at least 200.
RgbImage drawCurves(const CurveFigure& figure, int width, int height);

}  // namespace handscope::app
