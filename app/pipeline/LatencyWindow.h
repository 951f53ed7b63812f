// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <deque>

namespace handscope::pipeline {

/// Percentiles over the last samples. One thread.
class LatencyWindow {
public:
    explicit LatencyWindow(std::size_t capacity = 256) : capacity_(capacity == 0 ? 1 : capacity) {}

    void add(double milliseconds);
    void clear() noexcept { samples_.clear(); }

    /// Nearest-rank percentile, 0 < fraction ≤ 1; 0 without samples. Milliseconds.
    double percentile(double fraction) const;
    std::size_t size() const noexcept { return samples_.size(); }

private:
    std::size_t capacity_;
    std::deque<double> samples_;
};

}  // namespace handscope::pipeline
