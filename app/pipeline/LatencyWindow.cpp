// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/LatencyWindow.h"

#include "app/pipeline/Percentile.h"

namespace handscope::pipeline {
void LatencyWindow::add(double milliseconds) {
    if (samples_.size() == capacity_) {
        samples_.pop_front();
    }
    samples_.push_back(milliseconds);
}

double LatencyWindow::percentile(double fraction) const {
    return pipeline::percentile({samples_.begin(), samples_.end()}, fraction);
}

}  // namespace handscope::pipeline
