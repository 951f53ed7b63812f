// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspect/ValueHistogram.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace handscope::app {

ValueHistogram histogramOf(std::span<const float> values, int bins, ValueRange range) {
    if (bins <= 0 || !(range.low < range.high)) {
        throw std::invalid_argument("a histogram needs bins and a range that is not empty");
    }
    ValueHistogram histogram{.range = range,
                             .counts = std::vector<std::int64_t>(static_cast<std::size_t>(bins))};
    const double scale = bins / (double{range.high} - double{range.low});
    double sum = 0.0;
    std::int64_t zeros = 0;
    std::int64_t finite = 0;
    for (const float value : values) {
        if (!std::isfinite(value)) {
            ++histogram.notFinite;
            continue;
        }
        histogram.lowest = finite == 0 ? value : std::min(histogram.lowest, value);
        histogram.highest = finite == 0 ? value : std::max(histogram.highest, value);
        ++finite;
        sum += value;
        zeros += value == 0.0F ? 1 : 0;
        if (value < range.low) {
            ++histogram.below;
        } else if (value > range.high) {
            ++histogram.above;
        } else {
            const auto bin = static_cast<int>((double{value} - double{range.low}) * scale);
            ++histogram.counts[static_cast<std::size_t>(std::min(bin, bins - 1))];
        }
    }
    if (finite > 0) {
        histogram.mean = sum / static_cast<double>(finite);
        histogram.zeroShare = static_cast<double>(zeros) / static_cast<double>(finite);
    }
    return histogram;
}

}  // namespace handscope::app
