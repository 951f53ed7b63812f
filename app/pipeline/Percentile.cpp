// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/Percentile.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace handscope::pipeline {

double percentile(std::vector<double> values, double fraction) {
    if (values.empty()) {
        return 0.0;
    }
    const auto rank =
        static_cast<std::size_t>(std::ceil(fraction * static_cast<double>(values.size()) - 1e-9));
    const auto index = std::clamp<std::size_t>(rank, 1, values.size()) - 1;
    std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(index));
    return values[index];
}

double median(std::vector<double> values) {
    if (values.empty()) {
        return 0.0;
    }
    std::ranges::sort(values);
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2.0;
}

}  // namespace handscope::pipeline
