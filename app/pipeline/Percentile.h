// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace handscope::pipeline {

/// Nearest-rank percentile, 0 < fraction ≤ 1; 0 without values.
double percentile(std::vector<double> values, double fraction);

/// The middle value, of an even number the mean of the two in the middle; 0 without values.
double median(std::vector<double> values);

}  // namespace handscope::pipeline
