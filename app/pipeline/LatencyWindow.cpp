// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/LatencyWindow.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace handscope::pipeline {
void LatencyWindow::add(double milliseconds) {
    if (samples_.size() == capacity_) {
        samples_.pop_front();
    }
    samples_.push_back(milliseconds);
}

double LatencyWindow::percentile(double fraction) const {
    if (samples_.empty()) {
        return 0.0;
    }
    std::vector<double> sorted(samples_.begin(), samples_.end());
    const auto rank =
        static_cast<std::size_t>(std::ceil(fraction * static_cast<double>(sorted.size()) - 1e-9));
    const auto index = std::clamp<std::size_t>(rank, 1, sorted.size()) - 1;
    std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(index),
                     sorted.end());
    return sorted[index];
}

}  // namespace handscope::pipeline
