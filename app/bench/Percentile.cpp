// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/Percentile.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace handscope::bench {

double percentile(std::vector<double> values, double fraction) {
    if (values.empty()) {
        return 0.0;
    }
    std::ranges::sort(values);
    const double rank = std::ceil(fraction * static_cast<double>(values.size()));
    const auto place = static_cast<std::size_t>(std::max(1.0, rank));
    return values[std::min(place, values.size()) - 1];
}

double median(std::vector<double> values) {
    if (values.empty()) {
        return 0.0;
    }
    std::ranges::sort(values);
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2.0;
}

}  // namespace handscope::bench
