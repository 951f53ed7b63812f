// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "app/MapImage.h"

namespace handscope::app {

/// How the values of a plane or of a whole map are distributed.
struct ValueHistogram {
    ValueRange range;
    std::vector<std::int64_t> counts;  ///< equal bins over the range; its upper end is in the last
    std::int64_t below = 0;            ///< values under the range
    std::int64_t above = 0;            ///< values over the range
    std::int64_t notFinite = 0;        ///< left out of everything else
    double mean = 0.0;                 ///< of the finite values, as all that follows; 0 without any
    float lowest = 0.0F;
    float highest = 0.0F;
    double zeroShare = 0.0;  ///< values that are exactly 0, as a ReLU leaves them; 0 … 1
};

/// Counts values in `bins` bins. Throws std::invalid_argument without bins or for an empty range.
/// Pure.
ValueHistogram histogramOf(std::span<const float> values, int bins, ValueRange range);

}  // namespace handscope::app
